#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "tests/core/flows/run_page.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

const std::string kState = "octoperf GET runtime/bench-results/" + kBenchResult;
const std::string kProgress = "octoperf GET runtime/bench-results/progress/";

Json block(const Json& view, const std::string& type) {
    for (const Json& candidate : *array_at(view, "blocks")) {
        if (text_at(candidate, "type") == type) return candidate;
    }
    return nullptr;
}

double percent_with(const Json& progress, const std::string& load = "") {
    RunPage page("progress");
    page.actions = {heard("closed")};
    page.on(kProgress, [progress](const Json&) { return rest(200, progress); });
    if (!load.empty()) {
        page.on("octoperf GET runtime/scenarios/", [load](const Json&) { return rest(200, load); });
    }
    page.run();
    const Json percent = block(shown(page), "progress")["percent"];
    return percent.is_number() ? percent.get<double>() : -1;
}

/// The person presses Refresh so many seconds after the click that opened the dialog.
Json refresh_at(int seconds) {
    Json reply = heard("pressed", "refresh");
    reply["now"] = 1'764'000'000'000 + seconds * 1000;
    return reply;
}

std::vector<double> minutes_of(const Json& chart) {
    std::vector<double> minutes;
    for (const Json& point : (*find(chart, "series"))[0]["points"]) minutes.push_back(point[0]);
    return minutes;
}

std::vector<int> pauses(const RunPage& page) {
    std::vector<int> pauses;
    for (const Json& command : page.commands) {
        if (text_at(command, "command") == "listen")
            pauses.push_back(static_cast<int>(*integer_at(command, "ms")));
    }
    return pauses;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(show_progress)

BOOST_AUTO_TEST_CASE(a_running_test_is_shown_with_its_figures) {
    RunPage page("progress");
    page.actions = {heard("closed")};
    BOOST_TEST(text_at(page.run(), "outcome") == "detached");
    const Json view = shown(page);
    BOOST_TEST(text_at(view, "title") == "OctoPerf: Fin Whale [PR:1]");
    BOOST_TEST(to_text(*find(block(view, "facts"), "rows")) ==
               "[[\"Elapsed\",\"2 min 0 s\"],[\"Users (planned)\",\"10\"],[\"Hits\",\"208\"],"
               "[\"Errors\",\"0.37\u00a0%\"],[\"Average response time\",\"0.45\u00a0s\"],"
               "[\"Data received\",\"2.06\u00a0MB\"]]");
    check_words(words_of(view), "The test is running.");
    BOOST_TEST(find(block(view, "progress"), "percent")->get<double>() == 42.5);
    BOOST_TEST(buttons_of(view) == std::vector<std::string>({"stop", "refresh", "close"}),
               boost::test_tools::per_element());
    BOOST_TEST(page.count("notify") == 0);
}

BOOST_AUTO_TEST_CASE(it_ends_by_itself_with_the_verdict_of_the_alarms) {
    const std::pair<Json, std::string> verdicts[] = {
        {Json::array(), "It passed: no alarm was raised."},
        {Json::array({{{"severity", "PASSED"}}}), "It passed: no alarm was raised."},
        {Json::array({{{"severity", "WARNING"}}, {{"severity", "WARNING"}}}),
         "It passed, with warning alarms: 2."},
        {Json::array({{{"severity", "CRITICAL"}}}), "It failed: alarms were raised."},
    };
    for (const auto& [alarms, words] : verdicts) {
        RunPage page("progress", {"RUNNING", "FINISHED"});
        page.on("octoperf POST analysis/threshold-alarms",
                [alarms = alarms](const Json&) { return rest(200, alarms); });
        const Json end = page.run();
        BOOST_TEST(text_at(end, "outcome") == "ended");
        check_words(words_of(shown(page)), "The test completed. " + words);
        BOOST_TEST(buttons_of(shown(page)) == std::vector<std::string>({"close"}),
                   boost::test_tools::per_element());
        BOOST_TEST(find(block(shown(page), "progress"), "percent")->get<double>() == 100.0);
    }
}

BOOST_AUTO_TEST_CASE(alarms_that_cannot_be_read_leave_the_verdict_open) {
    RunPage page("progress", {"FINISHED"});
    page.on("octoperf POST analysis/threshold-alarms",
            [](const Json&) { return rest(500, std::string()); });
    page.run();
    check_words(words_of(shown(page)), "Its alarms could not be read");
}

BOOST_AUTO_TEST_CASE(every_state_has_its_sentence) {
    const std::pair<const char*, const char*> states[] = {
        {"CREATED", "The test is queued in OctoPerf."},
        {"PENDING", "The test is queued in OctoPerf."},
        {"SCHEDULED", "The test is queued in OctoPerf."},
        {"SCALING", "OctoPerf is preparing the load generators."},
        {"PREPARING", "OctoPerf is preparing the load generators."},
        {"INITIALIZING", "The load generators are starting."},
        {"RUNNING", "The test is running."},
        {"ABORTED", "The test was stopped early."},
        {"ERROR", "OctoPerf could not run the test."},
        {"DANCING <b>", "OctoPerf reports the state “DANCING <b>”."}};
    for (const auto& [state, words] : states) {
        RunPage page("progress", {state});
        page.actions = {heard("closed")};
        page.run();
        check_words(words_of(shown(page)), words);
    }
}

BOOST_AUTO_TEST_CASE(before_it_runs_no_figures_are_asked_for) {
    RunPage page("progress", {"PREPARING"});
    page.actions = {heard("closed")};
    page.run();
    BOOST_TEST(page.count("octoperf POST analysis") == 0);
    BOOST_TEST(page.count("octoperf GET analysis") == 0);
    BOOST_TEST(page.count(kProgress) == 0);
    BOOST_TEST(find(block(shown(page), "progress"), "percent")->is_null());
    const std::string words = words_of(shown(page));
    const std::string sentence = "OctoPerf is preparing the load generators.";
    BOOST_TEST(words.find(sentence) != std::string::npos);
    BOOST_TEST(words.find(sentence) == words.rfind(sentence));
}

BOOST_AUTO_TEST_CASE(a_test_whose_id_spira_did_not_store_is_found_in_this_browser) {
    RunPage page("progress");
    page.set_property(5, "");
    page.remember_launch(kReportUrl, kBenchResult);
    page.actions = {heard("closed")};
    page.run();
    BOOST_TEST(page.count(kState) > 0);
}

BOOST_AUTO_TEST_CASE(a_value_without_samples_says_so) {
    for (const Json& nothing : {Json("NaN"), Json(nullptr), Json("Infinity")}) {
        RunPage page("progress");
        page.actions = {heard("elapsed"), heard("closed")};
        page.on("octoperf POST analysis/metrics/summary", [nothing](const Json&) {
            return rest(200, Json::array({nothing, nothing, nothing}));
        });
        page.run();
        check_words(to_text(shown(page)), R"(["Average response time","no samples yet"])");
        BOOST_TEST(to_text(block(shown(page), "chart")).find(",null]") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(progress_of_1_and_of_100_are_both_understood) {
    BOOST_TEST(percent_with(Json{{"value", 42.5}}) == 42.5);
    BOOST_TEST(percent_with(Json{{"value", 0.3}}) == 30.0);  // 2 of 5.5 minutes
    BOOST_TEST(percent_with(Json{{"value", 250}}) == 100.0);
    BOOST_TEST(percent_with(Json{{"value", -1}}) == 0.0);
    BOOST_TEST(percent_with(Json{{"value", "NaN"}}) == -1.0);
    BOOST_TEST(percent_with(Json::object()) == -1.0);
    // Where nobody knows how long it takes, it is a percentage.
    BOOST_TEST(percent_with(Json{{"value", 0.3}}, R"({"id":"x","name":"n"})") == 0.3);
    // 2 minutes of 5 hours: too early to tell.
    BOOST_TEST(percent_with(Json{{"value", 0.3}},
                            R"({"id":"x","userProfiles":[{"load":{"plateauMs":18000000}}]})") ==
               0.3);
}

BOOST_AUTO_TEST_CASE(once_above_1_it_stays_a_percentage) {
    RunPage page("progress");
    page.actions = {heard("elapsed"), heard("closed")};
    page.on(kProgress, [](const Json&) { return rest(200, Json{{"value", 0.9}}); });
    page.on_first(1, kProgress, [](const Json&) { return rest(200, Json{{"value", 1.1}}); });
    page.run();
    BOOST_TEST(find(block(shown(page), "progress"), "percent")->get<double>() == 0.9);
}

BOOST_AUTO_TEST_CASE(progress_of_100_is_not_the_end) {
    RunPage page("progress", {"RUNNING", "RUNNING", "ABORTED"});
    page.on(kProgress, [](const Json&) { return rest(200, Json{{"value", 100}}); });
    BOOST_TEST(text_at(*find(page.run(), "details"), "state") == "ABORTED");
    BOOST_TEST(page.count("listen") == 2);
}

BOOST_AUTO_TEST_CASE(users_and_duration_are_read_from_both_models_of_a_scenario) {
    const std::pair<const char*, const char*> scenarios[] = {
        {R"({"id":"x","name":"n","userProfiles":[{"load":{"plateauVus":10,"plateauMs":1000}},{"load":{"plateauVus":5}}]})",
         "15"},
        {R"({"id":"x","name":"n","userLoads":[{"strategy":{"points":[{"threadsCount":0,"timeInMs":0},{"threadsCount":7,"timeInMs":300000}]}},{"strategy":{"points":7}}]})",
         "7"},
    };
    for (const auto& [scenario, users] : scenarios) {
        RunPage page("progress");
        page.actions = {heard("closed")};
        page.on("octoperf GET runtime/scenarios/",
                [scenario = std::string(scenario)](const Json&) { return rest(200, scenario); });
        page.run();
        check_words(to_text(shown(page)), std::string("[\"Users (planned)\",\"") + users + "\"]");
    }
}

BOOST_AUTO_TEST_CASE(it_looks_every_tenth_of_the_planned_duration) {
    const std::pair<std::int64_t, int> durations[] = {
        {240'000, 27'000}, {0, 10'000}, {1000, 3100}, {36'000'000, 60'000}};
    for (const auto& [plateau, pause] : durations) {
        RunPage page("progress");
        page.actions = {heard("closed")};
        const Json load{{"plateauMs", plateau}};
        page.on("octoperf GET runtime/scenarios/", [load](const Json&) {
            return rest(200, Json{{"id", "x"}, {"userProfiles", {{{"load", load}}}}});
        });
        page.run();
        BOOST_TEST(pauses(page).at(0) == pause);
    }
}

BOOST_AUTO_TEST_CASE(a_queued_test_is_looked_at_every_ten_seconds_and_later_more_rarely) {
    RunPage page("progress", {"CREATED"});
    const Json load{{"plateauMs", 36'000'000}};
    page.on("octoperf GET runtime/scenarios/", [load](const Json&) {
        return rest(200, Json{{"id", "x"}, {"userProfiles", {{{"load", load}}}}});
    });
    page.run();
    const std::vector<int> all = pauses(page);
    BOOST_REQUIRE(all.size() > 40U);
    for (std::size_t i = 0; i < 10; ++i) BOOST_TEST(all[i] == 10'000);
    BOOST_TEST(all[11] > 10'000);
    BOOST_TEST(all[40] == 60'000);
    BOOST_TEST(std::ranges::is_sorted(all));
}

BOOST_AUTO_TEST_CASE(a_call_that_fails_is_told_and_tried_again_more_rarely) {
    for (const Json& failure :
         {rest(500, std::string("<html>")), rest(0, std::string()), refused("timed out"),
          rest(200, std::string("<html>")), rest(429, std::string())}) {
        RunPage page("progress", {"RUNNING", "ABORTED"});
        int reads = 0;
        page.on(kState, [&](const Json&) {
            ++reads;
            if (reads > 1 && reads < 5) return failure;
            return rest(200, Json{{"state", reads < 5 ? "RUNNING" : "FINISHED"},
                                  {"scenarioId", kScenario}});
        });
        BOOST_TEST(text_at(page.run(), "outcome") == "ended");
        check_words(page.views()[1], "This page keeps trying.");
        BOOST_TEST(page.views()[0].find("keeps trying") == std::string::npos);
        BOOST_TEST(page.views().back().find("keeps trying") == std::string::npos);
        BOOST_TEST(pauses(page) == std::vector<int>({33'000, 60'000, 60'000, 60'000}),
                   boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(figures_that_are_not_there_are_no_trouble) {
    RunPage page("progress");
    page.actions = {heard("closed")};
    page.on("octoperf POST analysis/metrics/summary",
            [](const Json&) { return rest(404, std::string()); });
    page.run();
    BOOST_TEST(words_of(shown(page)).find("keeps trying") == std::string::npos);
    BOOST_TEST(to_text(shown(page)).find("Hits") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_run_that_is_no_longer_for_us_ends_it_with_a_sentence) {
    for (const int status : {401, 403, 404}) {
        RunPage page("progress");
        int reads = 0;
        page.on(kState, [&](const Json&) {
            return ++reads == 1 ? rest(200, Json{{"state", "RUNNING"}})
                                : rest(status, std::string());
        });
        BOOST_TEST(text_at(page.run(), "outcome") == "refused");
        BOOST_TEST(page.count("notify error") == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_test_that_never_ends_is_left_after_its_plan_and_half_an_hour) {
    RunPage page("progress");
    BOOST_TEST(text_at(page.run(), "outcome") == "timed_out");
    check_words(words_of(shown(page)), "this page no longer follows it");
    BOOST_TEST(page.count("listen") == 65);  // 33 s each, 35.5 min
    BOOST_TEST(buttons_of(shown(page)) == std::vector<std::string>({"close"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_chart_keeps_its_ends_and_thins_out) {
    RunPage page("progress");
    for (int i = 1; i <= 300; ++i) page.actions.push_back(refresh_at(i * 6));
    page.actions.push_back(heard("closed"));
    page.run();
    const Json chart = block(shown(page), "chart");
    const std::vector<double> minutes = minutes_of(chart);
    BOOST_TEST(minutes.size() > 50U);
    BOOST_TEST(minutes.size() <= 120U);
    BOOST_TEST(minutes.front() == 2.0);
    BOOST_TEST(minutes.back() == 32.0);
    const auto later = [](double one, double next) { return one >= next; };
    BOOST_TEST((std::ranges::adjacent_find(minutes, later) == minutes.end()));
    check_words(text_at(chart, "text"), "last: 0.45\u00a0s, 0.37\u00a0%");
}

BOOST_AUTO_TEST_CASE(the_chart_goes_never_back_when_octoperf_dates_the_end_earlier) {
    RunPage page("progress", {"RUNNING", "RUNNING", "FINISHED"});
    page.actions = {refresh_at(600)};
    page.run();
    const Json view = shown(page);
    BOOST_TEST(minutes_of(block(view, "chart")) == std::vector<double>({2, 12, 12}),
               boost::test_tools::per_element());
    BOOST_TEST(to_text((*find(block(view, "facts"), "rows"))[0]) == "[\"Elapsed\",\"3 min 0 s\"]");
}

BOOST_AUTO_TEST_CASE(stop_asks_in_the_dialog_and_can_be_taken_back) {
    RunPage page("progress");
    page.actions = {heard("pressed", "stop"), heard("elapsed"), heard("pressed", "keep"),
                    heard("closed")};
    page.run();
    BOOST_TEST(page.count(kStop) == 0);
    const auto views = page.views();
    check_words(views[1], "Stop “Fin Whale [PR:1]”? It cannot be resumed");
    check_words(views[2], "It cannot be resumed");
    BOOST_TEST(views[3].find("cannot be resumed") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(stop_now_stops_and_goes_on_to_the_end) {
    RunPage page("progress");
    page.actions = {heard("pressed", "stop"), heard("pressed", "now")};
    BOOST_TEST(text_at(*find(page.run(), "details"), "state") == "ABORTED");
    BOOST_TEST(page.count(kStop) == 1);
    check_words(page.views().back(), "OctoPerf was asked to stop the test.");
}

BOOST_AUTO_TEST_CASE(a_stop_that_is_refused_is_told_and_the_test_followed_on) {
    RunPage page("progress");
    page.actions = {heard("pressed", "stop"), heard("pressed", "now"), heard("closed")};
    page.on(kStop, [](const Json&) { return rest(403, std::string()); });
    BOOST_TEST(text_at(page.run(), "outcome") == "detached");
    check_words(words_of(shown(page)),
                "The test was not stopped. The API key's OctoPerf user is not allowed");
}

BOOST_AUTO_TEST_CASE(a_known_report_is_linked_only_at_our_octoperf) {
    for (const std::string& url : {kReportUrl, std::string("https://evil.example.com/analysis/x"),
                                   std::string("javascript:alert(1)")}) {
        RunPage page("progress");
        page.actions = {heard("closed")};
        page.remember_launch(url, kBenchResult);
        page.run();
        BOOST_TEST((words_of(shown(page)).find(url) != std::string::npos) == (url == kReportUrl));
    }
}

BOOST_AUTO_TEST_CASE(without_dialogs_one_message_tells_the_same) {
    for (const bool cannot_show : {false, true}) {
        RunPage page("progress");
        page.event["page"]["dialogs"] = cannot_show;
        page.on("show", [](const Json&) { return refused("no place"); });
        BOOST_TEST(text_at(page.run(), "outcome") == "detached");
        BOOST_TEST(page.count("notify") == 1);
        BOOST_TEST(page.message() ==
                   "OctoPerf: Fin Whale [PR:1]. The test is running. Elapsed: 2 min 0 s. Users "
                   "(planned): 10. Hits: 208. Errors: 0.37\u00a0%. Average response time: "
                   "0.45\u00a0s. Data received: 2.06\u00a0MB.");
    }
}

BOOST_AUTO_TEST_CASE(a_dialog_closed_while_a_call_is_under_way_ends_it_quietly) {
    RunPage page("progress");
    int shows = 0;
    page.on("show", [&](const Json&) {
        return ++shows < 3 ? Json{{"reply", "ack"}} : refused("closed");
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "detached");
    BOOST_TEST(page.count("notify") == 0);
}

BOOST_AUTO_TEST_CASE(a_test_case_without_a_test_says_how_to_get_one) {
    for (const char* id : {"", "<p></p>", "not an id", "0f7c9e6a-1b2c-4d3e-8f90-a1b2c3d4e5f6"}) {
        for (const char* entry : {"progress", "stop", "report", "record"}) {
            RunPage page(entry);
            page.set_property(5, id);
            BOOST_TEST(text_at(page.run(), "outcome") == "refused");
            BOOST_TEST(page.message() ==
                       "OctoPerf: This test case has no OctoPerf test yet. "
                       "Start one with OctoPerf → Start Test Scenario.");
            BOOST_TEST(page.count("octoperf") == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_result_octoperf_no_longer_keeps_says_where_to_look) {
    RunPage page("progress");
    page.on(kState, [](const Json&) { return rest(404, std::string()); });
    page.run();
    check_words(page.message(), "last test was not found in OctoPerf");
}

BOOST_AUTO_TEST_CASE(a_deleted_scenario_is_no_reason_not_to_follow) {
    RunPage page("progress");
    page.actions = {heard("closed")};
    page.on("octoperf GET runtime/scenarios/",
            [](const Json&) { return rest(404, std::string()); });
    page.run();
    BOOST_TEST(text_at(shown(page), "title") == "OctoPerf: Checkout");
}

BOOST_AUTO_TEST_CASE(progress_speaks_french) {
    RunPage page("progress", {"RUNNING", "FINISHED"});
    page.event["page"]["culture"] = "fr-CA";
    page.actions = {heard("pressed", "stop"), heard("elapsed")};
    page.run();
    check_words(page.views()[0], "Le test est en cours.");
    check_words(page.views()[0], "0,37\u00a0%");
    check_words(page.views()[1], "Arrêter «\u00a0Fin Whale [PR:1]\u00a0»\u00a0?");
    check_words(page.views().back(), "Il a réussi\u00a0: aucune alarme ne s’est déclenchée.");
    BOOST_TEST(text_at(shown(page), "title") == "OctoPerf\u00a0: Fin Whale [PR:1]");
}

BOOST_AUTO_TEST_CASE(each_step_of_following_may_fail_in_every_way) {
    for (const bool dialogs : {true, false}) {
        int refused = 0;
        fail_every_step(
            [dialogs] {
                auto page = std::make_unique<RunPage>(
                    "progress", std::vector<std::string>{"PENDING", "RUNNING", "FINISHED"});
                page->event["page"]["dialogs"] = dialogs;
                return page;
            },
            [&refused](RunPage& page, const Json& end, const std::string& what) {
                const std::string outcome = text_at(end, "outcome");
                BOOST_TEST_CONTEXT(what) {
                    BOOST_TEST(
                        (outcome == "ended" || outcome == "detached" || outcome == "refused"));
                    BOOST_TEST((outcome != "refused" || page.count("notify error") == 1));
                    BOOST_TEST(page.count(kStop) == 0);
                    refused += outcome == "refused" ? 1 : 0;
                }
            });
        BOOST_TEST(refused > 0);
    }
}

BOOST_AUTO_TEST_CASE(the_dialog_of_who_may_not_modify_test_cases_has_no_button_to_stop) {
    for (const char* event : {"progress", "record"}) {
        RunPage page(event, {"RUNNING", "RUNNING", "RUNNING", "FINISHED"});
        page.event["page"]["can"]["modifyTestCase"] = false;
        page.run();
        const auto views = page.views();
        BOOST_REQUIRE(views.size() > 1U);
        for (const std::string& view : views) {
            BOOST_TEST(view.find("Stop") == std::string::npos);
            BOOST_TEST(view.find("Close") != std::string::npos);
        }
        check_words(views[0], "Refresh now");
    }
}

BOOST_AUTO_TEST_CASE(nothing_that_is_pressed_stops_a_test_without_the_right) {
    for (const char* button : {"stop", "now"}) {
        RunPage page("progress");
        page.event["page"]["can"]["modifyTestCase"] = false;
        page.actions = {heard("pressed", button), heard("pressed", "now"), heard("closed")};
        BOOST_TEST(text_at(page.run(), "outcome") == "detached");
        BOOST_TEST(page.actions.empty());
        BOOST_TEST(page.count(kStop) == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_stop_that_was_not_asked_for_first_stops_nothing) {
    RunPage page("progress");
    page.actions = {heard("pressed", "now"), heard("closed")};
    page.run();
    BOOST_TEST(page.actions.empty());
    BOOST_TEST(page.count(kStop) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
