#include "native/simulators/spira/control.hpp"

#include "native/simulators/spira/control_runs.hpp"
#include "native/simulators/spira/control_users.hpp"
#include "native/simulators/spira/remote.hpp"

namespace octospira::simulators::spira {

namespace {

http::ServerResponse refusal(const Error& error) {
    return {400, to_text(Json{{"error", sentence(error)}})};
}

http::ServerResponse answer(const Json& json) {
    return {200, to_text(json)};
}

template <class Show>
Json all(const Table& table, Show show) {
    Json list = Json::array();
    for (const auto& [id, row] : table) list.push_back(show(row));
    return list;
}

}  // namespace

Json Control::state() const {
    const Store& store = parts_.store;
    const Switches& switches = parts_.switches;
    const auto with = [&](auto remote) {
        return [&, remote](const Artifact& row) { return remote(store, switches, row); };
    };
    const auto plain = [&](Members members) {
        return [&switches, members](const Artifact& row) {
            return remote_plain(switches, row, members);
        };
    };
    return Json{{"testCases", all(store.test_cases, with(remote_test_case))},
                {"testRuns", all(store.test_runs, with(remote_test_run))},
                {"testSets", all(store.test_sets, with(remote_test_set))},
                {"releases", all(store.releases, with(remote_release))},
                {"builds", all(store.builds, with(remote_build))},
                {"incidents", all(store.incidents, with(remote_incident))},
                {"comments", all(store.comments, with(remote_comment))},
                {"documents", all(store.documents, plain(document_members()))},
                {"associations", all(store.associations, plain(association_members()))},
                {"ui", parts_.ui_state()}};
}

http::ServerResponse Control::handle(std::string_view path, const http::ServerRequest& request) {
    const bool put = request.method == "PUT";
    if (request.method == "GET") {
        if (path == "switches") return answer(to_json(parts_.switches));
        if (path == "switches/help") return answer(describe(parts_.switches));
        if (path == "faults") return answer(parts_.gate.faults());
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
            const auto set = parts_.gate.set_faults(*body);
            return set ? answer(parts_.gate.faults()) : refusal(set.error());
        }
        const auto switches = changed(parts_.switches, *body);
        if (!switches) return refusal(switches.error());
        parts_.switches = *switches;
        return answer(to_json(parts_.switches));
    }
    return {404, to_text(Json{{"error", "There is no such thing under /_simulator/."}})};
}

}  // namespace octospira::simulators::spira
