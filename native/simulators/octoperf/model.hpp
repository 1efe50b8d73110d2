#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/time.hpp"

namespace octospira::simulators::octoperf {

/// Roles of a workspace that matter here: everyone but a viewer may run tests.
enum class Role { admin, tester, test_executor, viewer };

struct User {
    std::string id;
    std::string username;
    std::string key;                    ///< never leaves the simulator
    std::map<std::string, Role> roles;  ///< by workspace id
};

struct Workspace {
    std::string id;
    std::string name;
    std::string user_id;
    EpochMs created = 0;
};

struct Project {
    std::string id;
    std::string workspace_id;
    std::string user_id;
    std::string name;
    std::string type;  ///< DESIGN | RESULT
    EpochMs created = 0;
};

/// How a scenario's runs end.
enum class Verdict { passed, failed, error, aborted };

/// What a scenario's runs do; nothing of it is visible over OctoPerf's REST.
struct Behaviour {
    Verdict verdict = Verdict::passed;
    double error_percent = 0;                           ///< 0–100
    std::vector<std::string> alarms;                    ///< severities: PASSED, WARNING, CRITICAL
    std::optional<std::chrono::milliseconds> run_time;  ///< empty: run_factor × the simulator's
    int run_factor = 1;
};

struct Scenario {
    std::string id;
    std::string project_id;
    std::string user_id;
    std::string name;
    std::string description;
    EpochMs created = 0;
    int users = 10;                 ///< concurrent, on the plateau
    std::int64_t ramp_ms = 60'000;  /// The planned, uncompressed profile.
    std::int64_t plateau_ms = 240'000;
    Behaviour behaviour;
};

enum class State {
    created,
    pending,
    scaling,
    preparing,
    initializing,
    running,
    finished,
    aborted,
    error
};

struct Run {
    std::string id;
    std::string report_id;
    std::string batch_id;
    std::string scenario_id;
    std::string design_project_id;
    std::string result_project_id;
    std::string workspace_id;
    std::string user_id;
    std::string username;
    std::string name;  ///< of the run and its report
    EpochMs created = 0;
    EpochMs last_modified = 0;
    State state = State::created;
    std::vector<std::pair<State, EpochMs>> history;
    Behaviour behaviour;                   ///< as it was at the launch
    std::chrono::milliseconds run_time{};  ///< of the whole run, compressed
    EpochMs running_since = 0;             ///< 0: never was
    EpochMs ended = 0;                     ///< 0: goes on
    std::vector<std::string> events;       ///< fired, in order
};

[[nodiscard]] std::string_view to_string(State state);
[[nodiscard]] bool terminal(State state);
[[nodiscard]] std::string_view to_string(Verdict verdict);
[[nodiscard]] std::optional<Verdict> parse_verdict(std::string_view text);
[[nodiscard]] std::optional<Role> parse_role(std::string_view text);

/// The share of a run's compressed time that it spends in a non-terminal state; together 1.
[[nodiscard]] double share(State state);
/// How long the load of a run is meant to last.
[[nodiscard]] std::chrono::milliseconds running_time(const Run& run);

}  // namespace octospira::simulators::octoperf
