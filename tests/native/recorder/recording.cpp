#include <boost/test/unit_test.hpp>

#include "core/base/text.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::recorder::test {

BOOST_AUTO_TEST_SUITE(recording)

BOOST_AUTO_TEST_CASE(
    the_real_notification_becomes_a_run_whose_details_hold_it_without_the_account) {
    SpiraSide spira;
    spira.store_bench_result(1, kBenchResult);
    RecorderSide recorder(spira.url());

    BOOST_TEST(recorder.post(kTestPath, real_notification()).body == R"({"status":"accepted"})");
    BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "recorded"; }));

    const Json runs = spira.runs();
    BOOST_REQUIRE(runs.size() == 1U);
    const Json& run = runs.front();
    BOOST_TEST(integer_at(run, "TestCaseId").value_or(0) == 1);
    BOOST_TEST(integer_at(run, "ExecutionStatusId").value_or(0) == 2);
    BOOST_TEST(text_at(run, "RunnerName") == "OctoPerf");
    BOOST_TEST(text_at(run, "RunnerTestName") == "Fin Whale [PR:1]");
    BOOST_TEST(text_at(run, "RunnerMessage").rfind("Full Report: https://api.octoperf.com/", 0) ==
               0U);
    const std::string details = text_at(run, "RunnerStackTrace");
    const std::string expected =
        replace_all(real_notification(), R"("username":"first.last@example.com",)", "");
    BOOST_TEST(details.find(expected) != std::string::npos);
    BOOST_TEST(details.find("OctoPerf bench result: " + kBenchResult) != std::string::npos);
    BOOST_TEST(details.find("first.last@example.com") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(failed_and_error_become_failed_and_blocked) {
    SpiraSide spira;
    spira.store_bench_result(1, "failedRunOfTheTests1");
    spira.store_bench_result(2, "errorRunOfTheTests_2");
    RecorderSide recorder(spira.url());

    (void)recorder.post(kTestPath, notification("TEST_FAILED", "failedRunOfTheTests1"));
    (void)recorder.post(kTestPath, notification("TEST_ERROR", "errorRunOfTheTests_2"));
    BOOST_TEST(soon([&] { return spira.runs().size() == 2U; }));

    for (const Json& run : spira.runs()) {
        const bool failed = integer_at(run, "TestCaseId") == 1;
        BOOST_TEST(integer_at(run, "ExecutionStatusId").value_or(0) == (failed ? 1 : 5));
    }
}

BOOST_AUTO_TEST_CASE(a_duplicate_is_answered_and_changes_nothing) {
    SpiraSide spira;
    spira.store_bench_result(1, kBenchResult);
    RecorderSide recorder(spira.url());
    (void)recorder.post(kTestPath, real_notification());
    BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "recorded"; }));

    const Answer again = recorder.post(kTestPath, real_notification());

    BOOST_TEST(again.status == 200);
    BOOST_TEST(again.body == R"({"status":"duplicate"})");
    BOOST_TEST(recorder.query("SELECT count(*) FROM notifications") == "1");
    BOOST_TEST(recorder.state_of(kBenchResult) == "recorded");
    BOOST_TEST(spira.runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_result_with_two_runs_is_told_in_the_log_and_counted) {
    SpiraSide spira;
    spira.store_bench_result(1, kBenchResult);
    for (int run = 0; run < 2; ++run) spira.store_run(1, kBenchResult);
    RecorderSide recorder(spira.url());

    (void)recorder.post(kTestPath, real_notification());
    BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "recorded"; }));
    const std::string metrics = recorder.send("GET", "/metrics", {}, "").body;
    recorder.stop();

    BOOST_TEST(spira.runs().size() == 2U);
    BOOST_TEST(recorder.log().find("both record this result") != std::string::npos);
    BOOST_TEST(metrics.find("octospira_results_recorded_twice_total 1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_second_verdict_is_kept_as_a_conflict_and_records_nothing_more) {
    SpiraSide spira;
    spira.store_bench_result(1, kBenchResult);
    RecorderSide recorder(spira.url());
    (void)recorder.post(kTestPath, real_notification());

    const Answer second = recorder.post(kTestPath, notification("TEST_FAILED", kBenchResult));

    BOOST_TEST(second.status == 200);
    BOOST_TEST(second.body == R"({"status":"conflict"})");
    BOOST_TEST(soon([&] {
        return recorder.query("SELECT state FROM notifications WHERE event = 'TEST_PASSED'") ==
               "recorded";
    }));
    BOOST_TEST(recorder.query("SELECT state FROM notifications WHERE event = 'TEST_FAILED'") ==
               "conflict");
    BOOST_TEST(spira.runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_registered_launch_finds_the_test_case_without_token_or_property) {
    SpiraSide spira;
    RecorderSide recorder(spira.url());
    const std::string launch = R"({"benchResultId":"launchedByThePage_01","productId":1,)"
                               R"("testCaseId":3,"releaseId":1,"testSetId":null})";
    BOOST_TEST(recorder.post("/launches", launch).body == R"({"status":"accepted"})");
    BOOST_TEST(recorder.post("/launches", launch).body == R"({"status":"duplicate"})");

    std::string body = notification("TEST_PASSED", "launchedByThePage_01");
    (void)recorder.post(kTestPath, replace_all(body, "Fin Whale [PR:1]", "Fin Whale"));
    BOOST_TEST(soon([&] { return recorder.state_of("launchedByThePage_01") == "recorded"; }));

    const Json runs = spira.runs();
    BOOST_REQUIRE(runs.size() == 1U);
    BOOST_TEST(integer_at(runs.front(), "TestCaseId").value_or(0) == 3);
    BOOST_TEST(integer_at(runs.front(), "ReleaseId").value_or(0) == 1);
}

BOOST_AUTO_TEST_CASE(a_launch_that_comes_late_revives_the_result_that_was_given_up_for_want_of_it) {
    SpiraSide spira;
    RecorderSide recorder(spira.url());
    std::string body = notification("TEST_ERROR", "launchedByThePage_02");
    (void)recorder.post(kTestPath, replace_all(body, "Fin Whale [PR:1]", "Fin Whale"));
    BOOST_TEST(soon([&] { return recorder.state_of("launchedByThePage_02") == "dead"; }));

    (void)recorder.post("/launches",
                        R"({"benchResultId":"launchedByThePage_02","productId":1,"testCaseId":3})");

    BOOST_TEST(soon([&] { return recorder.state_of("launchedByThePage_02") == "recorded"; }));
    BOOST_TEST(spira.runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_build_path_also_records_a_build_of_the_configured_release) {
    SpiraSide spira;
    spira.store_bench_result(1, kBenchResult);
    RecorderSide recorder(spira.url(), [](RecorderOptions& options) {
        options.products.others.release = *ReleaseId::from(1);
    });

    BOOST_TEST(recorder.post(kBuildPath, real_notification()).status == 200);
    BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "recorded"; }));

    const Json state = spira.state();
    BOOST_TEST(state["testRuns"].size() == 1U);
    BOOST_TEST(integer_at(state["testRuns"].front(), "ReleaseId").value_or(0) == 1);
    BOOST_TEST(state["builds"].size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
