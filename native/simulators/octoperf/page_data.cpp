#include "native/simulators/octoperf/page_data.hpp"

#include <string>
#include <vector>

#include "core/base/text.hpp"
#include "native/simulators/octoperf/metrics.hpp"
#include "native/simulators/octoperf/payload.hpp"
#include "native/simulators/octoperf/wire.hpp"

namespace octospira::simulators::octoperf {

std::string_view asset(std::string_view name);

namespace {

using http::ServerResponse;

constexpr EpochMs kBetweenDummies = 5'000;  // the documented limit

std::string verdict_of(const Run& run) {
    for (const std::string& event : run.events) {
        if (event == "TEST_PASSED" || event == "TEST_FAILED" || event == "TEST_ERROR") return event;
    }
    return {};
}

Json run_json(const World& world, const Run& run) {
    const EpochMs now = World::now();
    const Workspace* workspace = world.store.workspace(run.workspace_id);
    const Project* project = world.store.project(run.design_project_id);
    return Json{{"id", run.id},
                {"reportId", run.report_id},
                {"scenarioId", run.scenario_id},
                {"workspaceId", run.workspace_id},
                {"projectId", run.design_project_id},
                {"workspace", workspace != nullptr ? workspace->name : ""},
                {"project", project != nullptr ? project->name : ""},
                {"name", run.name},
                {"username", run.username},
                {"state", to_string(run.state)},
                {"terminal", terminal(run.state)},
                {"verdict", verdict_of(run)},
                {"progress", progress_of(run, now)},
                {"created", run.created},
                {"ended", run.ended},
                {"now", now}};
}

Json runs_json(const World& world, std::string_view scenario_id) {
    Json list = Json::array();
    for (auto run = world.store.runs.rbegin(); run != world.store.runs.rend(); ++run) {
        if (scenario_id.empty() || run->scenario_id == scenario_id) {
            list.push_back(run_json(world, *run));
        }
    }
    return list;
}

/// What the chart and the cards of a report show.
Json report_json(const World& world, const Run& run) {
    Json json = run_json(world, run);
    Json metrics = Json::array();
    for (const char* id :
         {"HITS_TOTAL", "HITS_RATE", "ERRORS_TOTAL", "ERRORS_PERCENT", "RESPONSE_TIME_AVG",
          "RESPONSE_TIME_PERCENTILE_95", "THROUGHPUT_TOTAL"}) {
        const double value = metric(run, id, World::now()).value_or(0);
        metrics.push_back(Json{{"id", id}, {"value", number_json(world.switches, value)}});
    }
    Json sent = Json::array();
    for (const Json& row : world.notifier.log()) {
        if (text_at(row, "benchResultId") == run.id) sent.push_back(row);
    }
    const Scenario* scenario = world.store.scenario(run.scenario_id);
    json["metrics"] = std::move(metrics);
    json["alarms"] = alarm_list_json(run, World::now());
    json["states"] = history_json(run);
    json["events"] = run.events;
    json["notifications"] = std::move(sent);
    json["scenario"] = scenario != nullptr ? scenario_json(*scenario) : Json(nullptr);
    return json;
}

Json place_json(const World& world) {
    Json workspaces = Json::array();
    for (const Workspace& workspace : world.store.workspaces) {
        Json projects = Json::array();
        for (const Project& project : world.store.projects) {
            if (project.workspace_id == workspace.id && project.type == "DESIGN") {
                projects.push_back(Json{{"id", project.id}, {"name", project.name}});
            }
        }
        workspaces.push_back(Json{
            {"id", workspace.id}, {"name", workspace.name}, {"projects", std::move(projects)}});
    }
    return workspaces;
}

Json scenario_with_runs(const World& world, const Scenario& scenario) {
    Json json = scenario_json(scenario);
    json["runs"] = runs_json(world, scenario.id);
    return json;
}

ServerResponse get(World& world, const std::vector<std::string_view>& at) {
    const Store& store = world.store;
    if (at.size() == 1 && at[0] == "places") return json_answer(place_json(world));
    if (at.size() == 1 && at[0] == "runs") return json_answer(runs_json(world, ""));
    if (at.size() == 1 && at[0] == "notifications") {
        return json_answer(Json{{"targets", world.notifier.targets_json()},
                                {"events", kEvents},
                                {"sent", world.notifier.log()}});
    }
    if (at.size() == 2 && at[0] == "reports") {
        if (const Run* run = store.run_of_report(at[1])) {
            return json_answer(report_json(world, *run));
        }
    }
    if (at.size() == 2 && at[0] == "projects") {
        Json list = Json::array();
        for (const Scenario& scenario : store.scenarios) {
            if (scenario.project_id == at[1]) list.push_back(scenario_with_runs(world, scenario));
        }
        return json_answer(list);
    }
    if (at.size() == 2 && at[0] == "scenarios") {
        if (const Scenario* scenario = store.scenario(at[1])) {
            return json_answer(scenario_with_runs(world, *scenario));
        }
    }
    return refuse(404,
                  "The simulator does not know this id. It forgets its tests when it restarts.");
}

ServerResponse change(World& world, const std::vector<std::string_view>& at, const Json& body) {
    Store& store = world.store;
    if (at.size() == 3 && at[0] == "runs" && at[2] == "stop") {
        if (Run* run = store.run(at[1])) {
            world.runner.stop(*run);
            return json_answer(run_json(world, *run));
        }
    }
    if (at.size() == 3 && at[0] == "scenarios" && at[2] == "run") {
        if (const Scenario* scenario = store.scenario(at[1])) {
            const Run& run = world.runner.start(*scenario, store.users.front(), "");
            return json_answer(run_json(world, run));
        }
    }
    if (at.size() == 1 && at[0] == "notifications") {
        const auto set = world.notifier.set_targets(body);
        if (!set) return refuse(set.error());
        return get(world, at);
    }
    if (at.size() == 2 && at[0] == "notifications") {
        const EpochMs now = World::now();
        if (now - world.last_dummy < kBetweenDummies) {
            return refuse(429, "Only one test notification every 5 seconds. Wait a moment.");
        }
        world.last_dummy = now;
        const auto index = parse_positive(at[1]);
        if (index) world.notifier.fire_dummy(static_cast<std::size_t>(*index - 1));
        return {202, "{}"};
    }
    return refuse(404,
                  "The simulator does not know this id. It forgets its tests when it restarts.");
}

}  // namespace

ServerResponse page_data(World& world, const http::ServerRequest& request) {
    std::vector<std::string_view> at = split(std::string_view(request.path).substr(1), '/');
    at.erase(at.begin());
    if (request.method == "GET") return get(world, at);
    // A form of a foreign site cannot send this type: only our own pages may change something.
    if (http::field(request.headers, "Content-Type").value_or("") != "application/json") {
        return refuse(415, "Send application/json.");
    }
    if (request.body.empty()) return change(world, at, Json::object());
    const auto body = parse_json(request.body);
    if (!body) return refuse(body.error());
    return change(world, at, *body);
}

bool is_page(std::string_view path) {
    return path == "/" || path == "/ui" || path.starts_with("/ui/") || path == "/app" ||
           path.starts_with("/app/") || path.starts_with("/_assets/");
}

ServerResponse page(std::string_view path) {
    std::string_view name = "index.html";
    if (path.starts_with("/_assets/")) name = path.substr(std::string_view("/_assets/").size());
    const std::string_view bytes = asset(name);
    if (bytes.data() == nullptr) return {404, "There is no such file.", "text/plain"};
    const char* type = name.ends_with(".html")  ? "text/html; charset=utf-8"
                       : name.ends_with(".css") ? "text/css; charset=utf-8"
                                                : "text/javascript; charset=utf-8";
    return {
        200,
        std::string(bytes),
        type,
        {{"Content-Security-Policy", "default-src 'self'; style-src 'self'; img-src 'self' data:"},
         {"Cache-Control", "no-cache"}}};
}

}  // namespace octospira::simulators::octoperf
