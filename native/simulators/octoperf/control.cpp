#include "native/simulators/octoperf/control.hpp"

#include <algorithm>
#include <array>

#include "core/base/text.hpp"
#include "native/simulators/octoperf/wire.hpp"

namespace octospira::simulators::octoperf {

namespace {

using http::ServerResponse;

ServerResponse get_switches(World& world, const Json&) {
    return json_answer(to_json(world.switches));
}

ServerResponse put_switches(World& world, const Json& body) {
    if (const auto applied = change(world.switches, body); !applied) return refuse(applied.error());
    return json_answer(to_json(world.switches));
}

ServerResponse get_readings(World&, const Json&) {
    return json_answer(readings());
}

ServerResponse get_faults(World& world, const Json&) {
    return json_answer(world.faults.list());
}

ServerResponse post_faults(World& world, const Json& body) {
    if (const auto added = world.faults.add(body); !added) return refuse(added.error());
    return json_answer(world.faults.list());
}

ServerResponse put_faults(World& world, const Json& body) {
    if (const auto set = world.faults.replace(body); !set) return refuse(set.error());
    world.faults.release();
    return json_answer(world.faults.list());
}

ServerResponse delete_faults(World& world, const Json&) {
    return put_faults(world, Json::array());
}

ServerResponse get_calls(World& world, const Json&) {
    return json_answer(Json(world.calls));
}

ServerResponse delete_calls(World& world, const Json&) {
    world.calls.clear();
    return json_answer(Json::array());
}

ServerResponse get_notifications(World& world, const Json&) {
    return json_answer(
        Json{{"targets", world.notifier.targets_json()}, {"sent", world.notifier.log()}});
}

ServerResponse put_notifications(World& world, const Json& body) {
    const Json* targets = find(body, "targets");
    const auto set = world.notifier.set_targets(targets != nullptr ? *targets : body);
    if (!set) return refuse(set.error());
    return get_notifications(world, body);
}

ServerResponse post_dummy(World& world, const Json&) {
    for (std::size_t i = 0; i < world.notifier.targets.size(); ++i) world.notifier.fire_dummy(i);
    return {202, "{}"};
}

Json behaviour_json(const Behaviour& behaviour) {
    return Json{{"verdict", to_string(behaviour.verdict)},
                {"errorPercent", behaviour.error_percent},
                {"alarms", behaviour.alarms},
                {"runTimeMs", behaviour.run_time ? Json(behaviour.run_time->count()) : Json()}};
}

ServerResponse get_state(World& world, const Json&) {
    Json scenarios = Json::array();
    for (const Scenario& scenario : world.store.scenarios) {
        Json json = scenario_json(scenario);
        json["behaviour"] = behaviour_json(scenario.behaviour);
        scenarios.push_back(std::move(json));
    }
    Json runs = Json::array();
    for (const Run& run : world.store.runs) {
        Json json = bench_result_json(run);
        json["reportId"] = run.report_id;
        json["name"] = run.name;
        json["username"] = run.username;
        json["states"] = history_json(run);
        json["events"] = run.events;
        runs.push_back(std::move(json));
    }
    return json_answer(Json{{"runTimeMs", world.run_time.count()},
                            {"switches", to_json(world.switches)},
                            {"scenarios", std::move(scenarios)},
                            {"runs", std::move(runs)}});
}

ServerResponse post_reset(World& world, const Json&) {
    world.reset();
    return {200, "{}"};
}

/// {"name","projectId","verdict","errorPercent","alarms","runTimeMs"}: all but the name optional.
ServerResponse post_scenario(World& world, const Json& body) {
    Scenario scenario;
    const EpochMs now = World::now();
    scenario.id = string_at(body, "id").value_or(world.ids.next(now));
    scenario.project_id =
        string_at(body, "projectId").value_or(world.store.scenarios.front().project_id);
    const Project* project = world.store.project(scenario.project_id);
    if (project == nullptr) return refuse(400, "There is no such project.");
    if (world.store.scenario(scenario.id) != nullptr) {
        return refuse(400, "A scenario with that id already exists.");
    }
    scenario.user_id = project->user_id;
    scenario.name = text_at(body, "name");
    scenario.created = now;
    const auto verdict = parse_verdict(string_at(body, "verdict").value_or("passed"));
    if (!verdict) return refuse(400, "\"verdict\" is passed, failed, error or aborted.");
    Behaviour& behaviour = scenario.behaviour;
    behaviour.verdict = *verdict;
    if (const Json* percent = find(body, "errorPercent")) {
        behaviour.error_percent = std::clamp(number_of(*percent).value_or(0), 0.0, 100.0);
    }
    if (const Json* alarms = array_at(body, "alarms")) {
        for (const Json& alarm : *alarms) {
            if (alarm.is_string()) behaviour.alarms.push_back(alarm.get<std::string>());
        }
    } else if (behaviour.verdict == Verdict::failed) {
        behaviour.alarms = {"CRITICAL"};
    }
    if (const auto time = integer_at(body, "runTimeMs")) {
        behaviour.run_time = std::chrono::milliseconds(std::max<std::int64_t>(*time, 0));
    }
    world.store.scenarios.push_back(scenario);
    return {201, to_text(scenario_json(scenario))};
}

/// {"username","key","role"}: one more person, with that role in every workspace.
ServerResponse post_user(World& world, const Json& body) {
    const auto role = parse_role(string_at(body, "role").value_or("ADMIN"));
    const std::string key = text_at(body, "key");
    if (!role || !looks_like_uuid(key)) {
        return refuse(400, "A user needs a UUID as \"key\" and a \"role\" such as VIEWER.");
    }
    User user{world.ids.next(World::now()), text_at(body, "username"), key, {}};
    const std::string only = text_at(body, "workspaceId");
    for (const Workspace& workspace : world.store.workspaces) {
        if (only.empty() || only == workspace.id) user.roles[workspace.id] = *role;
    }
    world.store.users.push_back(user);
    return {201, to_text(Json{{"id", user.id}})};
}

ServerResponse put_settings(World& world, const Json& body) {
    const auto time = integer_at(body, "runTimeMs");
    if (!time || *time < 1) return refuse(400, "\"runTimeMs\" is a positive number.");
    world.run_time = std::chrono::milliseconds(*time);
    return json_answer(Json{{"runTimeMs", *time}});
}

struct Route {
    std::string_view method;
    std::string_view path;
    ServerResponse (*action)(World&, const Json&);
};
constexpr std::array kRoutes = {
    Route{"GET", "/_simulator/switches", get_switches},
    Route{"PUT", "/_simulator/switches", put_switches},
    Route{"GET", "/_simulator/switches/readings", get_readings},
    Route{"GET", "/_simulator/faults", get_faults},
    Route{"POST", "/_simulator/faults", post_faults},
    Route{"PUT", "/_simulator/faults", put_faults},
    Route{"DELETE", "/_simulator/faults", delete_faults},
    Route{"GET", "/_simulator/calls", get_calls},
    Route{"DELETE", "/_simulator/calls", delete_calls},
    Route{"GET", "/_simulator/notifications", get_notifications},
    Route{"PUT", "/_simulator/notifications", put_notifications},
    Route{"POST", "/_simulator/notifications/test", post_dummy},
    Route{"GET", "/_simulator/state", get_state},
    Route{"POST", "/_simulator/reset", post_reset},
    Route{"POST", "/_simulator/scenarios", post_scenario},
    Route{"POST", "/_simulator/users", post_user},
    Route{"PUT", "/_simulator/settings", put_settings},
};

}  // namespace

ServerResponse control(World& world, const http::ServerRequest& request) {
    for (const Route& route : kRoutes) {
        if (route.method != request.method || route.path != request.path) continue;
        if (request.body.empty()) return route.action(world, Json::object());
        const auto body = parse_json(request.body);
        if (!body) return refuse(body.error());
        return route.action(world, *body);
    }
    return refuse(404, "The simulator has no such address.");
}

}  // namespace octospira::simulators::octoperf
