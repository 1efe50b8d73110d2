#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "native/http/message.hpp"
#include "native/simulators/octoperf/wire.hpp"
#include "native/simulators/octoperf/world.hpp"

namespace octospira::simulators::octoperf {

struct Reply {
    http::ServerResponse response;
    bool after_notifications = false;  ///< sent only when every notification has been delivered
};

/// One call of the REST API whose route, credentials and query are in order.
struct Call {
    World& world;
    const http::ServerRequest& request;
    const User& user;
    std::vector<std::string> ids = {};  ///< what stood where the route has {}
    // What the first id names, by the route's subject:
    const Workspace* workspace = nullptr;
    const Project* project = nullptr;
    const Scenario* scenario = nullptr;
    Run* run = nullptr;

    /// The query parameter, or "" when it is not there.
    [[nodiscard]] std::string query(std::string_view name) const;
    [[nodiscard]] Reply error(int status) const;
};

/// The REST API of OctoPerf, faults excluded.
[[nodiscard]] Reply rest(World& world, const http::ServerRequest& request);

/// A value, or the answer that says why there is none.
template <class T>
using Or = tl::expected<T, Reply>;

enum class Right { read, run };

// Each gives the object if it exists and the caller has the right; else what the switches
// unknownId and noRight say, and 403 where only the role is too low.
[[nodiscard]] Or<const Project*> visible_project(const Call& call, std::string_view id);
[[nodiscard]] Or<Run*> visible_run(const Call& call, std::string_view id,
                                   Right right = Right::read);

/// The body of a call that must carry JSON: 415 without its Content-Type, 400 when it is none.
[[nodiscard]] Or<Json> json_body(const Call& call);

// The endpoints (sheet §3.1–3.11).
Reply get_my_workspaces(const Call& call);
Reply get_workspace(const Call& call);
Reply get_projects(const Call& call);
Reply get_project(const Call& call);
Reply get_me(const Call& call);
Reply get_report_templates(const Call& call);
Reply get_scenario(const Call& call);
Reply get_scenarios_of_project(const Call& call);
Reply post_scenarios_of_projects(const Call& call);
Reply post_run(const Call& call);
Reply get_bench_result(const Call& call);
Reply get_progress(const Call& call);
Reply post_stop(const Call& call);
Reply get_bench_report(const Call& call);
Reply get_global_metrics(const Call& call);
Reply post_metrics_summary(const Call& call);
Reply post_threshold_alarms(const Call& call);
Reply get_junit(const Call& call);
Reply get_log_list(const Call& call);
Reply get_log_file(const Call& call);

}  // namespace octospira::simulators::octoperf
