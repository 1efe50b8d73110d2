#include "native/simulators/octoperf/rest.hpp"

#include <algorithm>
#include <array>

#include "core/base/text.hpp"

namespace octospira::simulators::octoperf {

namespace {

struct Route {
    std::string_view method;
    std::string_view path;   ///< {} stands for one id
    std::string_view query;  ///< the allowed parameters, separated by commas
    Reply (*action)(const Call&);
};

constexpr std::array kRoutes = {
    Route{"GET", "/workspaces/member-of", "", get_my_workspaces},
    Route{"GET", "/workspaces/{}", "", get_workspace},
    Route{"GET", "/users/current", "", get_me},
    Route{"GET", "/design/projects/by-workspace/{}/{}", "", get_projects},
    Route{"GET", "/design/projects/{}", "", get_project},
    Route{"GET", "/runtime/scenarios/by-project/{}", "", get_scenarios_of_project},
    Route{"POST", "/runtime/scenarios/by-projects", "", post_scenarios_of_projects},
    Route{"POST", "/runtime/scenarios/run/{}", "name,templateId,subscriptionId", post_run},
    Route{"GET", "/runtime/scenarios/{}", "", get_scenario},
    Route{"GET", "/runtime/bench-results/progress/{}", "", get_progress},
    Route{"POST", "/runtime/bench-results/stop/{}", "", post_stop},
    Route{"GET", "/runtime/bench-results/{}", "", get_bench_result},
    Route{"GET", "/analysis/bench-report-templates/by-workspace/{}", "", get_report_templates},
    Route{"GET", "/analysis/bench-reports/{}", "", get_bench_report},
    Route{"GET", "/analysis/metrics/global/{}", "", get_global_metrics},
    Route{"POST", "/analysis/metrics/summary", "", post_metrics_summary},
    Route{"POST", "/analysis/threshold-alarms", "", post_threshold_alarms},
    Route{"GET", "/analysis/junit-reports/{}", "", get_junit},
    Route{"GET", "/analysis/logs/list/{}", "", get_log_list},
    Route{"GET", "/analysis/logs/{}", "filename", get_log_file},
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
    Call call{world, request, *user, {}};
    for (const Route& route : kRoutes) {
        if (!fits(route.path, request.path, call.ids)) continue;
        if (route.method != request.method) {
            if (!allowed_methods.empty()) allowed_methods += ", ";
            allowed_methods += route.method;
            continue;
        }
        if (!query_allowed(request.query, route.query)) return call.error(400);
        return route.action(call);
    }
    if (allowed_methods.empty()) return call.error(404);
    Reply reply = call.error(405);
    reply.response.headers.emplace_back("Allow", allowed_methods);
    return reply;
}

Or<const Workspace*> visible_workspace(const Call& call, std::string_view id) {
    const Workspace* workspace = call.world.store.workspace(id);
    if (workspace == nullptr) return unknown(call);
    if (auto allowed = check(call, id, Right::read); !allowed) {
        return tl::unexpected(allowed.error());
    }
    return workspace;
}

Or<const Project*> visible_project(const Call& call, std::string_view id) {
    const Project* project = call.world.store.project(id);
    if (project == nullptr) return unknown(call);
    if (auto allowed = check(call, project->workspace_id, Right::read); !allowed) {
        return tl::unexpected(allowed.error());
    }
    return project;
}

Or<const Scenario*> visible_scenario(const Call& call, std::string_view id, Right right) {
    const Store& store = call.world.store;
    const Scenario* scenario = store.scenario(id);
    const Project* project = scenario != nullptr ? store.project(scenario->project_id) : nullptr;
    if (project == nullptr) return unknown(call);
    if (auto allowed = check(call, project->workspace_id, right); !allowed) {
        return tl::unexpected(allowed.error());
    }
    return scenario;
}

Or<Run*> visible_run(const Call& call, std::string_view id, Right right) {
    Run* run = call.world.store.run(id);
    if (run == nullptr) return unknown(call);
    if (auto allowed = check(call, run->workspace_id, right); !allowed) {
        return tl::unexpected(allowed.error());
    }
    return run;
}

Or<Json> json_body(const Call& call) {
    const std::string type = http::field(call.request.headers, "Content-Type").value_or("");
    if (!to_lower(type).starts_with("application/json")) return tl::unexpected(call.error(415));
    auto json = parse_json(call.request.body);
    if (!json) return tl::unexpected(call.error(400));
    return std::move(*json);
}

}  // namespace octospira::simulators::octoperf
