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
    return {json_answer(scenario_json(*call.scenario))};
}

Reply get_scenarios_of_project(const Call& call) {
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
    if (!call.request.body.empty()) {
        const auto body = json_body(call);
        if (!body) return body.error();
        if (!run_body_good(call.world.switches, *body)) return call.error(400);
    }
    const std::string subscription = call.query("subscriptionId");
    // No plan of that id: refused before anything starts.
    if (!subscription.empty() && !subscription.starts_with("sub_")) return call.error(400);
    const Run& run = call.world.runner.start(*call.scenario, call.user, call.query("name"));
    return {json_answer(bench_report_json(run)), terminal(run.state)};
}

Reply get_bench_result(const Call& call) {
    return {json_answer(bench_result_json(*call.run))};
}

Reply get_progress(const Call& call) {
    const double percent = progress_of(*call.run, World::now());
    const bool share = call.world.switches.progress == "0-1";
    return {json_answer(Json{{"value", share ? percent / 100 : percent}})};
}

Reply post_stop(const Call& call) {
    call.world.runner.stop(*call.run);
    if (call.world.switches.stop_answer == "empty") return {{200, ""}};
    return {json_answer(bench_result_json(*call.run))};
}

}  // namespace octospira::simulators::octoperf
