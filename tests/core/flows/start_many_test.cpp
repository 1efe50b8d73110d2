// What is started together, and what is not.
#include <boost/test/unit_test.hpp>
#include <set>

#include "tests/core/flows/many_page.hpp"

using namespace octospira;
using namespace octospira::testing;

BOOST_AUTO_TEST_SUITE(start_many)

BOOST_AUTO_TEST_CASE(every_selected_test_case_is_started_and_gets_its_own_run) {
    ManyPage page(7);
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "started");
    check_details(end, 7, 0, 0);
    BOOST_TEST(page.count(kRun) == 7);
    for (int id = 1; id <= 7; ++id)
        BOOST_TEST(page.stored(id) == ManyPage::bench_of(scenario_id(id)));
}

BOOST_AUTO_TEST_CASE(at_most_three_calls_go_on_at_once) {
    for (const auto order : {FakePage::Order::first_begun, FakePage::Order::last_begun}) {
        ManyPage page(9);
        page.order = order;
        page.run();
        BOOST_TEST(page.most_calls == 3U);
    }
}

BOOST_AUTO_TEST_CASE(cancel_and_close_start_nothing) {
    ManyPage page(3);
    page.on("listen", [](const Json&) { return heard("closed"); });
    BOOST_TEST(text_at(page.run(), "outcome") == "cancelled");
    BOOST_TEST(page.count(kRun) == 0);
}

BOOST_AUTO_TEST_CASE(without_dialogs_no_means_nothing) {
    ManyPage page(2);
    page.without_dialogs();
    page.on("confirm", [](const Json&) { return confirmed(false); });
    BOOST_TEST(text_at(page.run(), "outcome") == "cancelled");
    BOOST_TEST(page.count(kRun) == 0);
}

BOOST_AUTO_TEST_CASE(nothing_selected_says_to_select) {
    for (const Json& selected : {Json(nullptr), Json::array()}) {
        ManyPage page(0);
        page.event["page"]["selected"] = selected;
        check_refused(page, "No test case is selected. Select the test cases");
        BOOST_TEST(page.lines.size() == 2U);
    }
}

BOOST_AUTO_TEST_CASE(only_folders_selected_says_so) {
    ManyPage page(0);
    page.event["page"]["selected"] = {-3, -4};
    check_refused(page, "Only folders are selected");
}

BOOST_AUTO_TEST_CASE(more_than_fifty_are_refused_for_the_credits) {
    ManyPage page(51);
    check_refused(page, "51 test cases are too many: at most 50 can be started at once");
    BOOST_TEST(page.lines.size() == 2U);
}

BOOST_AUTO_TEST_CASE(permission_comes_before_every_call) {
    ManyPage page(2);
    page.event["page"]["can"]["modifyTestCase"] = false;
    check_refused(page, "needs permission to modify test cases");
    BOOST_TEST(page.lines.size() == 2U);
}

BOOST_AUTO_TEST_CASE(missing_properties_are_told_once_and_not_for_every_test_case) {
    ManyPage page(5);
    page.on("spira GET project-templates", [](const Json&) { return api(Json::array()); });
    check_refused(page, "have no custom property \"octoperf-benchresult-id\"");
    BOOST_TEST(page.count("notify") == 1);
    BOOST_TEST(page.count("spira GET projects/1/test-cases") == 0);
}

BOOST_AUTO_TEST_CASE(a_wrong_key_is_found_out_before_anything_else_happens) {
    ManyPage page(5);
    page.on("octoperf GET workspaces", [](const Json&) { return rest(401, std::string()); });
    check_refused(page, "rejected the API key");
    BOOST_TEST(page.count("octoperf") == 2);
}

BOOST_AUTO_TEST_CASE(the_form_of_the_key_is_proven_once_before_several_starts_use_it) {
    ManyPage page(6);
    page.on("octoperf GET workspaces", [](const Json& command) {
        const bool plain =
            text_at(*find(command, "headers"), "Authorization").starts_with("Bearer {");
        return plain ? rest(200, Json::array()) : rest(401, std::string());
    });
    page.run();
    for (const Json& command : page.commands) {
        if (text_at(command, "path").starts_with("runtime/"))
            BOOST_TEST(text_at(*find(command, "headers"), "Authorization") ==
                       "Bearer {octoperfApiKey}");
    }
    BOOST_TEST(page.count("octoperf GET runtime/scenarios/") == 6);
}

BOOST_AUTO_TEST_CASE(a_test_case_selected_twice_starts_once) {
    ManyPage page(2);
    page.event["page"]["selected"] = {1, 2, 1, 2, 2};
    check_details(page.run(), 2, 0, 0);
    BOOST_TEST(page.count(kRun) == 2);
}

BOOST_AUTO_TEST_CASE(the_same_scenario_in_two_test_cases_is_started_twice_and_said_so) {
    ManyPage page(2);
    page.set_text(2, 4, scenario_id(1));
    page.on("listen", [&page](const Json&) {
        BOOST_TEST(page.row(0)[2] == "");
        BOOST_TEST(page.row(1)[2] == "Same scenario as “Case 1”.");
        return heard("pressed", "start");
    });
    check_details(page.run(), 2, 0, 0);
    BOOST_TEST(page.count(kRun + scenario_id(1)) == 2);
}

BOOST_AUTO_TEST_CASE(a_test_that_began_to_run_since_the_plan_is_left_out_unasked) {
    ManyPage page(2);
    page.set_text(1, 5, "oldoldoldoldoldold_-");
    page.on("octoperf GET runtime/bench-results/oldold", [&page](const Json&) {
        const bool planned = page.count("listen") > 0;
        return rest(200, Json{{"state", planned ? "RUNNING" : "FINISHED"}});
    });
    check_details(page.run(), 1, 1, 0);
    check_words(page.row(0)[2], "still running");
    BOOST_TEST(page.count("confirm") == 0);
}

BOOST_AUTO_TEST_CASE(an_unclear_start_counts_as_failed_and_is_never_repeated) {
    for (const Json& answer :
         {refused("timeout"), rest(500, std::string()), rest(200, std::string("<html>"))}) {
        ManyPage page(4);
        page.on(kRun + scenario_id(3), [answer](const Json&) { return answer; });
        check_details(page.run(), 3, 0, 1);
        BOOST_TEST(page.count(kRun + scenario_id(3)) == 1);
        check_words(page.row(2)[2], "Before you start it again");
        BOOST_TEST(page.hints.count("unclear-start/1/3") == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_start_whose_id_was_not_stored_says_which_id_to_enter) {
    ManyPage page(2);
    page.on("spira PUT", [](const Json&) { return api(nullptr); });
    check_details(page.run(), 2, 0, 0);
    check_words(page.row(0)[2], "Enter benchResult_000001 in octoperf-benchresult-id");
}

BOOST_AUTO_TEST_CASE(a_test_set_starts_its_test_cases_for_its_release_in_its_order) {
    ManyPage page(3);
    page.event["event"] = "launchSet";
    page.event["page"]["selected"] = nullptr;
    page.event["page"]["artifactId"] = 8;
    page.event["page"]["releaseId"] = 4;
    page.event["settings"]["recorderUrl"] = "https://recorder.example.com";
    page.on("spira GET projects/1/test-sets/8", [](const Json&) {
        return api(Json{{"TestSetId", 8}, {"ReleaseId", 9}});
    });
    page.on("spira GET projects/1/test-sets/8/test-case-mapping", [](const Json&) {
        return api(Json::array({{{"TestSetTestCaseId", 1}, {"TestCaseId", 3}, {"Position", 2}},
                                {{"TestSetTestCaseId", 2}, {"TestCaseId", 2}, {"Position", 1}},
                                {{"TestSetTestCaseId", 3}, {"TestCaseId", 3}, {"Position", 3}}}));
    });
    check_details(page.run(), 2, 0, 0);
    BOOST_TEST(page.row(0)[0] == "Case 2");
    BOOST_TEST(page.row(1)[0] == "Case 3");
    for (const Json& command : page.commands) {
        if (text_at(command, "command") != "recorder") continue;
        check_words(text_at(command, "body"), R"("releaseId":9,"testSetId":8)");
    }
    BOOST_TEST(page.count("recorder POST launches") == 2);
}

BOOST_AUTO_TEST_CASE(an_empty_test_set_says_so) {
    ManyPage page(0);
    page.event["event"] = "launchSet";
    page.event["page"]["artifactId"] = 8;
    page.on("spira GET projects/1/test-sets/8", [](const Json&) { return api(Json::object()); });
    page.on("spira GET projects/1/test-sets/8/test-case-mapping",
            [](const Json&) { return api(Json::array()); });
    check_refused(page, "This test set has no test cases.");
}

BOOST_AUTO_TEST_CASE(every_call_may_fail_in_every_way_and_the_end_is_still_told) {
    const auto prepare = [](ManyPage& page) {
        page.set_text(2, 5, "oldoldoldoldoldold_-");
        page.event["settings"]["recorderUrl"] = "https://recorder.example.com";
    };
    ManyPage good(3);
    prepare(good);
    good.run();
    const std::vector<Json> failures = {
        refused("plain text"),
        refused(Json{{"message", "m"}, {"exceptionType", "PluginRestException"}}),
        Json{{"reply", "failed"}},
        Json{{"reply", "nonsense"}},
        Json::object(),
        rest(500, std::string("<html>boom</html>")),
        rest(200, std::string("<html>sign in</html>")),
        api("<html>"),
        api(nullptr),
        Json{{"reply", "rest"}, {"value", 7}}};
    const int calls = good.count("spira") + good.count("octoperf") + good.count("recorder");
    BOOST_REQUIRE(calls > 0);
    std::size_t started = 0;
    for (int fail = 0; fail < calls; ++fail) {
        for (const Json& failure : failures) {
            ManyPage page(3);
            prepare(page);
            int call = 0;
            bool told = false;
            const auto fails = [&](const Json& command) {
                const std::string kind = text_at(command, "command");
                return (kind == "spira" || kind == "octoperf" || kind == "recorder") &&
                       call++ == fail;
            };
            page.intercept = [&](const Json& command) { return fails(command) ? failure : Json(); };
            const Json end = page.run();
            BOOST_TEST_CONTEXT("call " << fail << ": " << to_text(failure)) {
                std::set<std::string> runs;
                for (const std::string& line : page.lines) {
                    if (line.starts_with(kRun)) BOOST_TEST(runs.insert(line).second);
                }
                started += runs.size();
                const std::string outcome = text_at(end, "outcome");
                told = outcome == "refused" ? page.count("notify error") == 1
                                            : table_of(shown(page)).size() == 3U;
                BOOST_TEST(told);
                BOOST_TEST((outcome == "started" || outcome == "refused"));
            }
        }
    }
    BOOST_TEST(started > 0U);
}

BOOST_AUTO_TEST_SUITE_END()
