#include <boost/test/unit_test.hpp>

#include "core/flows/record/figures_line.hpp"
#include "tests/core/flows/run_page.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

std::string details_of(const RunPage& page) {
    return text_at(page.runs.at(0), "RunnerStackTrace");
}

std::int64_t status_of(const RunPage& page) {
    return *integer_at(page.runs.at(0), "ExecutionStatusId");
}

/// A page whose OctoPerf raised this alarm.
void raise(RunPage& page, const std::string& severity) {
    page.on("octoperf POST analysis/threshold-alarms", [severity](const Json&) {
        return rest(200, Json::array({Json{{"severity", severity}}}));
    });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(record_now)

BOOST_AUTO_TEST_CASE(a_finished_test_becomes_a_test_run) {
    RunPage page("record", {"FINISHED"});
    page.remember_launch(kReportUrl, kBenchResult);
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "recorded");
    BOOST_REQUIRE(page.runs.size() == 1U);
    const Json& run = page.runs[0];
    BOOST_TEST(status_of(page) == 2);
    BOOST_TEST(text_at(run, "RunnerTestName") == "Fin Whale [PR:1]");
    BOOST_TEST(text_at(run, "RunnerMessage") == "Full Report: " + kReportUrl);
    BOOST_TEST(integer_at(run, "ReleaseId").value() == 3);
    BOOST_TEST(integer_at(run, "TestSetId").value() == 8);
    BOOST_TEST(text_at(run, "StartDate") == "2025-11-24T15:58:00.000Z");
    BOOST_TEST(text_at(run, "EndDate") == "2025-11-24T16:01:00.000Z");
    BOOST_TEST(page.message() ==
               "OctoPerf: The result of “Fin Whale [PR:1]” is recorded. The test completed. "
               "It passed: no alarm was raised.");
    BOOST_TEST(text_at(*find(last_notify(page), "link"), "url") ==
               "https://spira.example.com/1/TestRun/1000.aspx");
}

BOOST_AUTO_TEST_CASE(the_details_hold_figures_and_marker_and_no_notification_that_never_came) {
    RunPage page("record", {"FINISHED"});
    page.run();
    const std::string details = details_of(page);
    BOOST_TEST(details.starts_with("Passed: the test completed, and"));
    BOOST_TEST(details.ends_with(
        "\nOctoPerf figures: {\"hits\":208,\"errorsPercent\":0.372,\"responseTimeAvg\":"
        "0.45}\nOctoPerf bench result: lUig7oEBrZGjujUFtpV_\n"));
    BOOST_TEST(flows::read_figures(details).hits.value_or(0) == 208.0);
}

BOOST_AUTO_TEST_CASE(the_verdict_comes_from_state_and_alarms) {
    const std::tuple<const char*, const char*, int> verdicts[] = {{"FINISHED", "CRITICAL", 1},
                                                                  {"FINISHED", "WARNING", 2},
                                                                  {"FINISHED", "PASSED", 2},
                                                                  {"ABORTED", "CRITICAL", 5},
                                                                  {"ERROR", "PASSED", 5}};
    for (const auto& [state, alarm, status] : verdicts) {
        RunPage page("record", {state});
        raise(page, alarm);
        BOOST_TEST(text_at(page.run(), "outcome") == "recorded");
        BOOST_TEST(status_of(page) == status);
    }
}

BOOST_AUTO_TEST_CASE(warnings_make_a_caution_where_the_product_asks_for_it) {
    RunPage page("record", {"FINISHED"});
    page.event["settings"]["cautionOnWarnings"] = "true";
    raise(page, "WARNING");
    page.run();
    BOOST_TEST(status_of(page) == 6);
}

BOOST_AUTO_TEST_CASE(alarms_that_cannot_be_read_record_nothing) {
    for (const int status : {0, 403, 500}) {
        RunPage page("record", {"FINISHED"});
        page.on("octoperf POST analysis/threshold-alarms",
                [status](const Json&) { return rest(status, std::string()); });
        BOOST_TEST(text_at(page.run(), "outcome") == "refused");
        BOOST_TEST(page.count(kRecord) == 0);
        check_words(page.message(), "its verdict is unknown");
    }
}

BOOST_AUTO_TEST_CASE(a_test_started_elsewhere_is_recorded_with_the_release_of_the_page) {
    RunPage page("record", {"FINISHED"});
    page.event["page"]["releaseId"] = 4;
    page.run();
    BOOST_TEST(integer_at(page.runs.at(0), "ReleaseId").value() == 4);
    BOOST_TEST(find(page.runs[0], "TestSetId")->is_null());
    BOOST_TEST(text_at(page.runs[0], "RunnerMessage") == "Full Report: OctoPerf gave no address");
}

BOOST_AUTO_TEST_CASE(figures_are_read_until_they_settle) {
    RunPage page("record", {"FINISHED"});
    int reads = 0;
    page.on("octoperf GET analysis/metrics/global/", [&](const Json&) {
        const double value = std::min(++reads, 3);
        return rest(200, Json{{"metrics", {{{"name", "Hits"}, {"value", value}, {"unit", ""}}}}});
    });
    page.run();
    BOOST_TEST(page.count("sleep") == 3);
    check_words(details_of(page), "\nHits: 3\n");
}

BOOST_AUTO_TEST_CASE(figures_that_never_settle_are_taken_after_a_minute) {
    RunPage page("record", {"FINISHED"});
    double value = 0;
    page.on("octoperf GET analysis/metrics/global/", [&](const Json&) {
        value += 1;
        return rest(200, Json{{"metrics", {{{"name", "Hits"}, {"value", value}, {"unit", ""}}}}});
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "recorded");
    BOOST_TEST(page.count("sleep") == 12);
}

BOOST_AUTO_TEST_CASE(a_second_click_finds_the_run_and_records_nothing) {
    RunPage page("record", {"FINISHED"});
    page.run();
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "already_recorded");
    BOOST_TEST(page.count(kRecord) == 1);
    check_words(page.message(), "was already recorded.");
    BOOST_TEST(text_at(*find(last_notify(page), "link"), "url") ==
               "https://spira.example.com/1/TestRun/1000.aspx");
}

BOOST_AUTO_TEST_CASE(a_run_of_the_stock_webhook_counts_as_recorded) {
    for (const char* colon : {":", ": "}) {
        RunPage page("record", {"FINISHED"});
        page.runs = {Json{{"TestRunId", 7},
                          {"TestCaseId", 42},
                          {"RunnerStackTrace", std::string("{\"endState\":\"FINISHED\",") +
                                                   "\"benchResultId\"" + colon + "\"" +
                                                   kBenchResult + "\",\"type\":\"TEST_PASSED\"}"}}};
        BOOST_TEST(text_at(page.run(), "outcome") == "already_recorded");
        BOOST_TEST(page.count(kRecord) == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_run_of_another_result_does_not_count) {
    RunPage page("record", {"FINISHED"});
    page.runs = {Json{{"TestRunId", 7},
                      {"TestCaseId", 42},
                      {"RunnerStackTrace", "{\"benchResultId\":\"" + kBenchResult + "x\"} see \"" +
                                               kBenchResult + "\""}}};
    BOOST_TEST(text_at(page.run(), "outcome") == "recorded");
}

BOOST_AUTO_TEST_CASE(two_runs_of_one_result_are_named) {
    RunPage page("record", {"FINISHED"});
    page.on(kRecord, [&](const Json& command) {
        Json theirs = *find(command, "body");
        theirs["TestRunId"] = 900;
        Json ours = theirs;
        ours["TestRunId"] = 901;
        page.runs = {ours, theirs};
        return api(ours);
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "recorded");
    check_words(page.message(), "TR:901 and TR:900 both record this result.");
    BOOST_TEST(text_at(last_notify(page), "severity") == "warning");
}

BOOST_AUTO_TEST_CASE(a_refused_run_says_so) {
    RunPage page("record", {"FINISHED"});
    page.on(kRecord, [](const Json&) { return refused("Access Denied"); });
    BOOST_TEST(text_at(page.run(), "outcome") == "refused");
    check_words(page.message(), "The result was not recorded.");
    BOOST_TEST(page.count(kRecord) == 1);
}

BOOST_AUTO_TEST_CASE(a_spira_that_cannot_be_searched_records_nothing) {
    RunPage page("record", {"FINISHED"});
    for (const char* search : {"spira POST projects/1/test-runs/search",
                               "spira POST projects/1/test-cases/42/test-runs/search"})
        page.on(search, [](const Json&) { return refused("no"); });
    BOOST_TEST(text_at(page.run(), "outcome") == "refused");
    BOOST_TEST(page.count(kRecord) == 0);
}

BOOST_AUTO_TEST_CASE(the_right_to_create_test_runs_comes_before_everything) {
    RunPage page("record", {"FINISHED"});
    page.event["page"]["can"]["createTestRun"] = false;
    BOOST_TEST(text_at(page.run(), "outcome") == "refused");
    check_words(page.message(), "needs permission to create test runs");
    BOOST_TEST(page.lines.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_test_that_still_runs_is_waited_for_in_the_dialog) {
    RunPage page("record", {"PENDING", "RUNNING", "RUNNING", "FINISHED"});
    BOOST_TEST(text_at(page.run(), "outcome") == "recorded");
    check_words(page.views()[0], "The result will be recorded when the test ends.");
    BOOST_TEST(page.count(kRecord) == 1);
}

BOOST_AUTO_TEST_CASE(closing_the_dialog_stops_waiting_and_records_nothing) {
    RunPage page("record", {"RUNNING"});
    page.actions = {heard("elapsed"), heard("closed")};
    BOOST_TEST(text_at(page.run(), "outcome") == "detached");
    BOOST_TEST(page.count(kRecord) == 0);
    BOOST_TEST(page.count("notify") == 0);
}

BOOST_AUTO_TEST_CASE(without_dialogs_a_running_test_asks_to_come_back) {
    RunPage page("record", {"RUNNING"});
    page.event["page"]["dialogs"] = false;
    BOOST_TEST(text_at(page.run(), "outcome") == "detached");
    check_words(page.message(), "The test is running.");
    check_words(page.message(), "When it has ended, use OctoPerf → Record Result Now again.");
    BOOST_TEST(page.count(kRecord) == 0);
}

BOOST_AUTO_TEST_CASE(recording_speaks_french_and_records_english) {
    RunPage page("record", {"FINISHED"});
    page.event["page"]["culture"] = "fr";
    page.run();
    BOOST_TEST(
        page.message() ==
        "OctoPerf\u00a0: Le résultat de «\u00a0Fin Whale [PR:1]\u00a0» est enregistré. Le "
        "test est arrivé à son terme. Il a réussi\u00a0: aucune alarme ne s’est déclenchée.");
    check_words(details_of(page), "Passed: ");
}

BOOST_AUTO_TEST_CASE(each_step_of_recording_may_fail_in_every_way_and_nothing_is_doubled) {
    int recorded = 0;
    fail_every_step(
        [] {
            return std::make_unique<RunPage>("record",
                                             std::vector<std::string>{"RUNNING", "FINISHED"});
        },
        [&recorded](RunPage& page, const Json& end, const std::string& what) {
            const std::string outcome = text_at(end, "outcome");
            BOOST_TEST_CONTEXT(what) {
                BOOST_TEST((outcome == "recorded" || outcome == "already_recorded" ||
                            outcome == "detached" || outcome == "refused"));
                BOOST_TEST(page.count(kRecord) <= 1);
                BOOST_TEST(page.runs.size() <= 1U);
                BOOST_TEST((outcome != "recorded" || page.count(kRecord) == 1));
                recorded += outcome == "recorded" ? 1 : 0;
            }
        });
    BOOST_TEST(recorded > 0);
}

BOOST_AUTO_TEST_CASE(in_the_first_minute_a_result_is_the_recorders) {
    for (const std::int64_t seconds : {-300, 0, 59}) {
        RunPage page("record", {"FINISHED"});
        page.event["settings"]["recorderUrl"] = "https://recorder.example.com";
        page.event["now"] = 1'764'000'060'000 + seconds * 1000;
        BOOST_TEST(text_at(page.run(), "outcome") == "left_to_recorder");
        check_words(page.message(), "The recorder is recording this result.");
        BOOST_TEST(page.count(kRecord) == 0);
        BOOST_TEST(page.count("spira POST projects/1/test-") > 0);
    }
}

BOOST_AUTO_TEST_CASE(after_a_minute_a_person_records_what_the_recorder_has_not) {
    RunPage page("record", {"FINISHED"});
    page.event["settings"]["recorderUrl"] = "https://recorder.example.com";
    page.event["now"] = 1'764'000'120'000;
    BOOST_TEST(text_at(page.run(), "outcome") == "recorded");
    BOOST_TEST(page.runs.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_the_recorder_has_recorded_is_told_with_its_link) {
    RunPage page("record", {"FINISHED"});
    page.run();
    page.event["settings"]["recorderUrl"] = "https://recorder.example.com";
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "already_recorded");
    BOOST_TEST(integer_at(*find(end, "details"), "testRunId").value_or(0) == 1000);
    BOOST_TEST(text_at(*find(last_notify(page), "link"), "url") ==
               "https://spira.example.com/1/TestRun/1000.aspx");
    BOOST_TEST(page.count("sleep") == 1);
}

BOOST_AUTO_TEST_CASE(a_test_that_was_waited_for_is_left_to_the_recorder_too) {
    RunPage page("record", {"RUNNING", "FINISHED"});
    page.event["settings"]["recorderUrl"] = "https://recorder.example.com";
    page.event["now"] = 1'764'900'000'000;
    BOOST_TEST(text_at(page.run(), "outcome") == "left_to_recorder");
    BOOST_TEST(page.count(kRecord) == 0);
}

BOOST_AUTO_TEST_CASE(where_the_settings_are_hidden_the_recorder_is_asked_whether_it_is_there) {
    const auto settings_hidden = [](const Json& answer) {
        auto page = std::make_unique<RunPage>("record", std::vector<std::string>{"FINISHED"});
        page->event["settings"] = Json::object();
        page->on("recorder GET launches", [answer](const Json&) { return answer; });
        return page;
    };
    for (const Json& there : {rest(200, Json{{"status", "accepted"}}), rest(401, Json::object())}) {
        const auto page = settings_hidden(there);
        BOOST_TEST(text_at(page->run(), "outcome") == "left_to_recorder");
        BOOST_TEST(page->count(kRecord) == 0);
    }
    for (const Json& none : failures()) {
        if (none == rest(401, std::string())) continue;
        const auto page = settings_hidden(none);
        BOOST_TEST_CONTEXT(to_text(none)) {
            BOOST_TEST(text_at(page->run(), "outcome") == "recorded");
            BOOST_TEST(page->count(kRecord) == 1);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
