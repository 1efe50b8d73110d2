#include "native/simulators/octoperf/store.hpp"

#include <algorithm>

namespace octospira::simulators::octoperf {

namespace {

template <class Rows, class Condition>
auto first(Rows& rows, Condition condition) -> decltype(&rows.front()) {
    const auto found = std::find_if(rows.begin(), rows.end(), condition);
    return found == rows.end() ? nullptr : &*found;
}

template <class Rows>
auto by_id(Rows& rows, std::string_view id) {
    return first(rows, [id](const auto& row) { return row.id == id; });
}

}  // namespace

const User* Store::user_of_key(std::string_view key) const {
    return first(users, [key](const User& user) { return user.key == key; });
}

const Workspace* Store::workspace(std::string_view id) const {
    return by_id(workspaces, id);
}

const Project* Store::project(std::string_view id) const {
    return by_id(projects, id);
}

const Scenario* Store::scenario(std::string_view id) const {
    return by_id(scenarios, id);
}

const Run* Store::run(std::string_view id) const {
    return by_id(runs, id);
}

Run* Store::run(std::string_view id) {
    return by_id(runs, id);
}

const Run* Store::run_of_report(std::string_view report_id) const {
    return first(runs, [report_id](const Run& run) { return run.report_id == report_id; });
}

const Project* Store::result_project(std::string_view workspace_id) const {
    return first(projects, [workspace_id](const Project& project) {
        return project.type == "RESULT" && project.workspace_id == workspace_id;
    });
}

}  // namespace octospira::simulators::octoperf
