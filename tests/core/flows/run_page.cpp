#include "tests/core/flows/run_page.hpp"

namespace octospira::testing {

namespace {

/// OctoPerf API §3.3, the current model: 10 users, 5 minutes.
Json scenario(const std::string& name) {
    return *parse_json(
        R"({"id":"aKpHtoYBUDjbSvwJg3Vu","projectId":"1L5ifn4BrW7hkFYMIu19","name":")" + name +
        R"(","userProfiles":[{"name":"","load":{"@type":"UserProfileLoadRampUp","delayMs":0,)"
        R"("rampUpMs":60000,"plateauMs":240000,"plateauVus":10}}]})");
}

}  // namespace

RunPage::RunPage(const std::string& event_name, std::vector<std::string> run_states)
    : states(std::move(run_states)) {
    event["event"] = event_name;
    set_property(5, kBenchResult);
    call_scenario("Fin Whale [PR:1]");
    on("octoperf GET runtime/bench-results/", [this](const Json&) { return next_state(); });
    on("octoperf GET runtime/bench-results/progress/", [](const Json&) {
        return rest(200, Json{{"value", 42.5}});
    });
    on(kStop, [this](const Json&) {
        states = {"ABORTED"};
        return rest(200, std::string());
    });
    on("octoperf POST analysis/metrics/summary", [](const Json&) {
        return rest(200, Json{208.0, 0.371747226, 0.45});
    });
    on("octoperf GET analysis/metrics/global/", [](const Json&) {
        return rest(
            200,
            std::string(
                R"({"metrics":[{"name":"Hits","value":208.0,"unit":""},{"name":"Total Throughput","value":2.06,"unit":"MB"}]})"));
    });
    on("octoperf POST analysis/threshold-alarms",
       [](const Json&) { return rest(200, Json::array()); });
    for (const char* search : {"spira POST projects/1/test-runs/search",
                               "spira POST projects/1/test-cases/42/test-runs/search"})
        on(search, [this](const Json&) { return api(Json(runs)); });
    on(kRecord, [this](const Json& command) {
        Json run = *find(command, "body");
        run["TestRunId"] = 1000 + static_cast<int>(runs.size());
        runs.insert(runs.begin(), run);
        return api(run);
    });
    on("listen", [this](const Json&) {
        if (actions.empty()) return heard("elapsed");
        const Json action = actions.front();
        actions.erase(actions.begin());
        return action;
    });
    on("choose", [](const Json&) { return Json{{"reply", "chosen"}, {"value", 0}}; });
}

const Json& last_notify(const RunPage& page) {
    return page.commands[page.commands.size() - 2];
}

Json RunPage::next_state() {
    const std::string state = states.front();
    if (states.size() > 1) states.erase(states.begin());
    // Made two minutes before the click.
    return rest(200, Json{{"id", kBenchResult},
                          {"scenarioId", kScenario},
                          {"state", state},
                          {"created", 1'763'999'880'000},
                          {"lastModified", 1'764'000'060'000}});
}

void RunPage::call_scenario(const std::string& name) {
    on("octoperf GET runtime/scenarios/" + kScenario,
       [name](const Json&) { return rest(200, scenario(name)); });
}

void RunPage::remember_launch(const std::string& report_url, const std::string& bench_result) {
    hints["launch/1/42"] = to_text(Json{{"benchResultId", bench_result},
                                        {"productId", 1},
                                        {"testCaseId", 42},
                                        {"releaseId", 3},
                                        {"testSetId", 8},
                                        {"started", 1'763'999'880'000},
                                        {"reportUrl", report_url}});
}

std::vector<std::string> RunPage::views() const {
    std::vector<std::string> views;
    for (const Json& command : commands) {
        if (text_at(command, "command") == "show")
            views.push_back(words_of(*find(command, "view")));
    }
    return views;
}

std::vector<Json> failures() {
    return {refused("plain text"),
            refused(Json{{"message", "m"}, {"exceptionType", "PluginRestException"}}),
            refused(nullptr),
            Json{{"reply", "nonsense"}},
            rest(0, std::string()),
            rest(401, std::string()),
            rest(403, std::string()),
            rest(404, std::string("{\"status\":404}")),
            rest(500, std::string("<html>boom</html>")),
            rest(200, std::string("<html>sign in</html>")),
            rest(200, std::string("{\"cut\":")),
            rest(200, std::string("[1,{}]")),
            api("<html>"),
            api(nullptr)};
}

}  // namespace octospira::testing
