#include "tests/core/flows/many_page.hpp"

#include <boost/test/unit_test.hpp>

namespace octospira::testing {

std::string scenario_id(int number) {
    std::string id = std::to_string(number);
    return "scenarioNumber" + id.insert(0, 6 - id.size(), '0');
}

ManyPage::ManyPage(int number) {
    event["event"] = "launchSelected";
    event["page"]["artifactId"] = nullptr;
    event["page"]["selected"] = Json::array();
    for (int id = 1; id <= number; ++id) {
        Json one = test_case;
        one["TestCaseId"] = id;
        one["Name"] = "Case " + std::to_string(id);
        one["CustomProperties"][0]["StringValue"] = scenario_id(id);
        cases[id] = one;
        event["page"]["selected"].push_back(id);
    }
    on("spira GET projects/1/test-cases/", [this](const Json& command) {
        const auto found = cases.find(last_number(text_at(command, "path")));
        return found == cases.end() ? refused("Unable to locate requested artifact")
                                    : api(found->second);
    });
    on("spira PUT projects/1/test-cases", [this](const Json& command) {
        const Json& body = *find(command, "body");
        cases[static_cast<int>(*integer_at(body, "TestCaseId"))] = body;
        return api(nullptr);
    });
    on("octoperf GET workspaces/member-of", [](const Json&) {
        return rest(200, Json::array({{{"id", "w"}, {"name", "W"}}}));
    });
    on("octoperf GET runtime/scenarios/", [](const Json& command) {
        return rest(
            200,
            Json{{"id", "x"}, {"projectId", "p"}, {"name", name_of(text_at(command, "path"))}});
    });
    on(kRun, [](const Json& command) {
        return rest(200, Json{{"id", kReport},
                              {"projectId", "p"},
                              {"benchResultIds", {bench_of(text_at(command, "path"))}}});
    });
    on("listen", [](const Json&) { return heard("pressed", "start"); });
}

void check_details(const Json& end, int started, int left_out, int failed) {
    const Json& details = *find(end, "details");
    BOOST_TEST(integer_at(details, "started").value_or(-1) == started);
    BOOST_TEST(integer_at(details, "leftOut").value_or(-1) == left_out);
    BOOST_TEST(integer_at(details, "failed").value_or(-1) == failed);
}

void check_refused(ManyPage& page, const std::string& words) {
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "refused");
    BOOST_TEST(page.count(kRun) == 0);
    check_words(page.message(), words);
}

}  // namespace octospira::testing
