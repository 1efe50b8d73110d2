#include "native/simulators/spira/control.hpp"

#include "native/simulators/spira/remote.hpp"

namespace octospira::simulators::spira {

namespace {

http::ServerResponse refusal(const Error& error) {
    return {400, to_text(Json{{"error", sentence(error)}})};
}

http::ServerResponse answer(const Json& json) {
    return {200, to_text(json)};
}

}  // namespace

Json Control::state() const {
    const std::pair<const char*, const ArtifactKind&> kKinds[] = {{"testCases", kTestCases},
                                                                  {"testRuns", kAutomatedTestRuns},
                                                                  {"testSets", kTestSets},
                                                                  {"releases", kReleases},
                                                                  {"builds", kBuilds},
                                                                  {"incidents", kIncidents},
                                                                  {"comments", kComments},
                                                                  {"documents", kDocuments},
                                                                  {"associations", kAssociations}};
    Json state = Json::object();
    for (const auto& [name, kind] : kKinds) {
        Json& list = state[name] = Json::array();
        for (const auto& [id, row] : parts_.store.*kind.table) {
            list.push_back(remote(kind, parts_.store, parts_.switches, row));
        }
    }
    state["ui"] = parts_.ui_state();
    return state;
}

http::ServerResponse Control::handle(std::string_view path, const http::ServerRequest& request) {
    const bool put = request.method == "PUT";
    if (request.method == "GET") {
        if (path == "switches") return answer(to_json(parts_.switches));
        if (path == "switches/help") return answer(describe(parts_.switches));
        if (path == "faults") return answer(parts_.gate.faults().list());
        if (path == "calls") return answer(parts_.gate.calls());
        if (path == "state") return answer(state());
        if (path == "users") return answer(describe_users(parts_.store));
    }
    if (request.method == "POST" && path == "reset") {
        parts_.reset();
        return answer(Json::object());
    }
    const bool runs = request.method == "POST" && path == "runs";
    if (runs || (put && (path == "switches" || path == "faults" || path == "users"))) {
        const auto body = parse_json(request.body);
        if (!body) return refusal(body.error());
        if (runs) {
            const auto seeded = seed_runs(parts_.store, *body);
            return seeded ? answer(*seeded) : refusal(seeded.error());
        }
        if (path == "users") {
            const auto set = change_users(parts_.store, *body);
            return set ? answer(describe_users(parts_.store)) : refusal(set.error());
        }
        if (path == "faults") {
            const auto set = parts_.gate.faults().replace(*body);
            return set ? answer(parts_.gate.faults().list()) : refusal(set.error());
        }
        const auto switches = changed(parts_.switches, *body);
        if (!switches) return refusal(switches.error());
        parts_.switches = *switches;
        return answer(to_json(parts_.switches));
    }
    return {404, to_text(Json{{"error", "There is no such thing under /_simulator/."}})};
}

}  // namespace octospira::simulators::spira
