#include "native/simulators/octoperf/metrics.hpp"
#include "native/simulators/octoperf/rest.hpp"

namespace octospira::simulators::octoperf {

namespace {

Json scenarios_of(const Store& store, std::string_view project_id) {
    Json list = Json::array();
    for (const Scenario& scenario : store.scenarios) {
        if (scenario.project_id == project_id) list.push_back(scenario_json(scenario));
    }
    return list;
}

/// A run's body: none at all, or {"map":{"name":"text",…}}; {} as the runBody switch says.
bool run_body_good(const Switches& switches, const Json& body) {
    if (!body.is_object()) return false;
    if (body.empty()) return switches.run_body == "accepted";
    const Json* map = find(body, "map");
    if (map == nullptr || !map->is_object() || body.size() != 1) return false;
    for (const auto& [name, value] : map->items()) {
        if (!value.is_string()) return false;
    }
    return true;
}

}  // namespace

Reply get_scenario(const Call& call) {
    const auto scenario = visible_scenario(call, call.ids[0]);
    if (!scenario) return scenario.error();
    return {json_answer(scenario_json(**scenario))};
}

Reply get_scenarios_of_project(const Call& call) {
    const auto project = visible_project(call, call.ids[0]);
    if (!project) return project.error();
    return {json_answer(scenarios_of(call.world.store, call.ids[0]))};
}

Reply post_scenarios_of_projects(const Call& call) {
    const auto body = json_body(call);
    if (!body) return body.error();
    if (!body->is_array()) return call.error(400);
    Json list = Json::array();
    for (const Json& id : *body) {
        if (!id.is_string()) return call.error(400);
        const auto project = visible_project(call, id.get<std::string>());
        if (!project) return project.error();
        for (const Json& scenario : scenarios_of(call.world.store, (*project)->id)) {
            list.push_back(scenario);
        }
    }
    return {json_answer(list)};
}

Reply post_run(const Call& call) {
    const auto scenario = visible_scenario(call, call.ids[0], Right::run);
    if (!scenario) return scenario.error();
    if (!call.request.body.empty()) {
        const auto body = json_body(call);
        if (!body) return body.error();
        if (!run_body_good(call.world.switches, *body)) return call.error(400);
    }
    const std::string subscription = call.query("subscriptionId");
    // No plan of that id: refused before anything starts.
    if (!subscription.empty() && !subscription.starts_with("sub_")) return call.error(400);
    const Run& run = call.world.runner.start(**scenario, call.user, call.query("name"));
    return {json_answer(bench_report_json(run)), terminal(run.state)};
}

Reply get_bench_result(const Call& call) {
    const auto run = visible_run(call, call.ids[0]);
    if (!run) return run.error();
    return {json_answer(bench_result_json(**run))};
}

Reply get_progress(const Call& call) {
    const auto run = visible_run(call, call.ids[0]);
    if (!run) return run.error();
    const double percent = progress_of(**run, World::now());
    const bool share = call.world.switches.progress == "0-1";
    return {json_answer(Json{{"value", share ? percent / 100 : percent}})};
}

Reply post_stop(const Call& call) {
    const auto run = visible_run(call, call.ids[0], Right::run);
    if (!run) return run.error();
    call.world.runner.stop(**run);
    if (call.world.switches.stop_answer == "empty") return {{200, ""}};
    return {json_answer(bench_result_json(**run))};
}

}  // namespace octospira::simulators::octoperf
