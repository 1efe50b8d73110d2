#include "native/simulators/octoperf/rest.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace octospira::simulators::octoperf {

namespace {

/// What a route's first id names.
enum class Subject { none, workspace, project, scenario, run, report };

struct Route {
    std::string_view method;
    std::string_view path;   ///< {} stands for one id
    std::string_view query;  ///< the allowed parameters, separated by commas
    Reply (*action)(const Call&);
    Subject subject = Subject::none;
    Right right = Right::read;
};

constexpr Route kRoutes[] = {
    {"GET", "/workspaces/member-of", "", get_my_workspaces},
    {"GET", "/workspaces/{}", "", get_workspace, Subject::workspace},
    {"GET", "/users/current", "", get_me},
    {"GET", "/design/projects/by-workspace/{}/{}", "", get_projects, Subject::workspace},
    {"GET", "/design/projects/{}", "", get_project, Subject::project},
    {"GET", "/runtime/scenarios/by-project/{}", "", get_scenarios_of_project, Subject::project},
    {"POST", "/runtime/scenarios/by-projects", "", post_scenarios_of_projects},
    {"POST", "/runtime/scenarios/run/{}", "name,templateId,subscriptionId", post_run,
     Subject::scenario, Right::run},
    {"GET", "/runtime/scenarios/{}", "", get_scenario, Subject::scenario},
    {"GET", "/runtime/bench-results/progress/{}", "", get_progress, Subject::run},
    {"POST", "/runtime/bench-results/stop/{}", "", post_stop, Subject::run, Right::run},
    {"GET", "/runtime/bench-results/{}", "", get_bench_result, Subject::run},
    {"GET", "/analysis/bench-report-templates/by-workspace/{}", "", get_report_templates,
     Subject::workspace},
    {"GET", "/analysis/bench-reports/{}", "", get_bench_report, Subject::report},
    {"GET", "/analysis/metrics/global/{}", "", get_global_metrics, Subject::run},
    {"POST", "/analysis/metrics/summary", "", post_metrics_summary},
    {"POST", "/analysis/threshold-alarms", "", post_threshold_alarms},
    {"GET", "/analysis/junit-reports/{}", "", get_junit, Subject::run},
    {"GET", "/analysis/logs/list/{}", "", get_log_list, Subject::run},
    {"GET", "/analysis/logs/{}", "filename", get_log_file, Subject::run},
};

/// True when `path` has the pattern's shape; the segments at {} go to `ids`.
bool fits(std::string_view pattern, std::string_view path, std::vector<std::string>& ids) {
    ids.clear();
    const auto wanted = split(pattern, '/');
    const auto given = split(path, '/');
    if (wanted.size() != given.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i] == "{}" && !given[i].empty()) {
            ids.emplace_back(given[i]);
        } else if (wanted[i] != given[i]) {
            return false;
        }
    }
    return true;
}

/// The key's user; nullptr without exactly one Authorization header of the form "Bearer <uuid>".
const User* authenticate(const Store& store, const http::Fields& headers) {
    const std::string* value = nullptr;
    for (const auto& [name, content] : headers) {
        if (!equals_ignoring_case(name, "Authorization")) continue;
        if (value != nullptr) return nullptr;
        value = &content;
    }
    constexpr std::string_view kScheme = "Bearer ";
    if (value == nullptr || !value->starts_with(kScheme)) return nullptr;
    const std::string_view key = std::string_view(*value).substr(kScheme.size());
    return looks_like_uuid(key) ? store.user_of_key(key) : nullptr;
}

bool query_allowed(const http::Fields& query, std::string_view allowed) {
    const auto names = split(allowed, ',');
    std::vector<std::string_view> seen;
    for (const auto& [name, value] : query) {
        if (std::find(names.begin(), names.end(), name) == names.end()) return false;
        if (std::find(seen.begin(), seen.end(), name) != seen.end()) return false;
        seen.push_back(name);
    }
    return true;
}

int status_of(std::string_view reading) {
    return reading == "403" ? 403 : 404;
}

/// An error when the caller is no member of the workspace, or may not run there but wants to.
Or<void> check(const Call& call, std::string_view workspace_id, Right right) {
    const auto role = call.user.roles.find(std::string(workspace_id));
    if (role == call.user.roles.end()) {
        return tl::unexpected(call.error(status_of(call.world.switches.no_right)));
    }
    if (right == Right::run && role->second == Role::viewer) {
        return tl::unexpected(call.error(403));
    }
    return {};
}

tl::unexpected<Reply> unknown(const Call& call) {
    return tl::unexpected(call.error(status_of(call.world.switches.unknown_id)));
}

/// What was found, if it was and the caller has the right in its workspace.
template <class T>
Or<T*> visible(const Call& call, T* found, std::string_view workspace_id, Right right) {
    if (found == nullptr) return unknown(call);
    return check(call, workspace_id, right).map([found] { return found; });
}

Or<const Scenario*> visible_scenario(const Call& call, std::string_view id, Right right) {
    const Store& store = call.world.store;
    const Scenario* scenario = store.scenario(id);
    const Project* project = scenario != nullptr ? store.project(scenario->project_id) : nullptr;
    if (project == nullptr) return unknown(call);
    return visible(call, scenario, project->workspace_id, right);
}

/// Keeps what was found in the call.
template <class T>
Or<void> take(Or<T*> found, T*& member) {
    return found.map([&member](T* value) { member = value; });
}

/// Finds what the route is about.
Or<void> enter(Call& call, Subject subject, Right right) {
    if (subject == Subject::none) return {};
    const Store& store = call.world.store;
    const std::string& id = call.ids[0];
    const Run* of_report = store.run_of_report(id);
    switch (subject) {
        case Subject::workspace:
            return take(visible(call, store.workspace(id), id, right), call.workspace);
        case Subject::project:
            return take(visible_project(call, id), call.project);
        case Subject::scenario:
            return take(visible_scenario(call, id, right), call.scenario);
        case Subject::report:
            return take(visible_run(call, of_report != nullptr ? of_report->id : ""), call.run);
        default:
            return take(visible_run(call, id, right), call.run);
    }
}

}  // namespace

std::string Call::query(std::string_view name) const {
    const auto found = std::find_if(request.query.begin(), request.query.end(),
                                    [name](const auto& field) { return field.first == name; });
    return found == request.query.end() ? std::string() : found->second;
}

Reply Call::error(int status) const {
    return {spring_error(status, request.path, World::now())};
}

Reply rest(World& world, const http::ServerRequest& request) {
    const EpochMs now = World::now();
    const User* user = authenticate(world.store, request.headers);
    // Spring Security speaks before routing: without a key, 401 is all one learns.
    if (user == nullptr) return {spring_error(401, request.path, now)};
    std::string allowed_methods;
    Call call{world, request, *user};
    for (const Route& route : kRoutes) {
        if (!fits(route.path, request.path, call.ids)) continue;
        if (route.method != request.method) {
            if (!allowed_methods.empty()) allowed_methods += ", ";
            allowed_methods += route.method;
            continue;
        }
        if (!query_allowed(request.query, route.query)) return call.error(400);
        const auto found = enter(call, route.subject, route.right);
        return found ? route.action(call) : found.error();
    }
    if (allowed_methods.empty()) return call.error(404);
    Reply reply = call.error(405);
    reply.response.headers.emplace_back("Allow", allowed_methods);
    return reply;
}

Or<const Project*> visible_project(const Call& call, std::string_view id) {
    const Project* project = call.world.store.project(id);
    if (project == nullptr) return unknown(call);
    return visible(call, project, project->workspace_id, Right::read);
}

Or<Run*> visible_run(const Call& call, std::string_view id, Right right) {
    Run* run = call.world.store.run(id);
    if (run == nullptr) return unknown(call);
    return visible(call, run, run->workspace_id, right);
}

Or<Json> json_body(const Call& call) {
    const std::string type = http::field(call.request.headers, "Content-Type").value_or("");
    if (!to_lower(type).starts_with("application/json")) return tl::unexpected(call.error(415));
    auto json = parse_json(call.request.body);
    if (!json) return tl::unexpected(call.error(400));
    return std::move(*json);
}

}  // namespace octospira::simulators::octoperf
