#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "native/simulators/octoperf/model.hpp"

namespace octospira::simulators::octoperf {

/// Everything OctoPerf would keep in its database. Elements never move (deques), so pointers stay
/// good until reset.
class Store {
  public:
    std::deque<User> users;
    std::deque<Workspace> workspaces;
    std::deque<Project> projects;
    std::deque<Scenario> scenarios;
    std::deque<Run> runs;  ///< oldest first

    // Each gives nullptr when there is none of that id. Ids are case-sensitive.
    [[nodiscard]] const User* user_of_key(std::string_view key) const;
    [[nodiscard]] const Workspace* workspace(std::string_view id) const;
    [[nodiscard]] const Project* project(std::string_view id) const;
    [[nodiscard]] const Scenario* scenario(std::string_view id) const;
    [[nodiscard]] const Run* run(std::string_view id) const;
    [[nodiscard]] Run* run(std::string_view id);
    [[nodiscard]] const Run* run_of_report(std::string_view report_id) const;

    /// The internal project that keeps the results of a workspace, or nullptr.
    [[nodiscard]] const Project* result_project(std::string_view workspace_id) const;
};

/// The demonstration's contents: two workspaces, one user whose key is `api_key`, a viewer whose
/// key nobody knows, and a scenario for each way a run can go.
[[nodiscard]] Store seed(const std::string& api_key);

}  // namespace octospira::simulators::octoperf
