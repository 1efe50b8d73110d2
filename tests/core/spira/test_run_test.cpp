#include "core/spira/test_run.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

using namespace octospira;
using namespace octospira::spira;

namespace {

AutomatedRun some_run() {
    return {*TestCaseId::from(42),    kPassed,   "Checkout", "Fin Whale [PR:1]",
            "Full Report: https://x", "details", 0,          1000};
}

const BenchResultId kResult = *BenchResultId::parse("lUig7oEBrZGjujUFtpV_");

}  // namespace

BOOST_AUTO_TEST_CASE(a_run_carries_every_member_spira_needs) {
    BOOST_TEST(
        to_text(to_json(some_run())) ==
        R"({"TestCaseId":42,"Name":"Checkout","TestRunFormatId":1,"TestRunTypeId":2,"ExecutionStatusId":2,)"
        R"("StartDate":"1970-01-01T00:00:00.000Z","EndDate":"1970-01-01T00:00:01.000Z","RunnerName":"OctoPerf",)"
        R"("RunnerTestName":"Fin Whale [PR:1]","RunnerMessage":"Full Report: https://x","RunnerStackTrace":"details",)"
        R"("RunnerAssertCount":null,"ReleaseId":null,"TestSetId":null,"BuildId":null})");
}

BOOST_AUTO_TEST_CASE(long_texts_are_cut_between_characters) {
    AutomatedRun run = some_run();
    run.test_name = std::string(254, 'a') + "éé";
    run.name = std::string(300, 'b');
    run.details = std::string(2'000'000, 'x');
    const Json json = to_json(run);
    // Letters count, not bytes.
    BOOST_TEST(text_at(json, "RunnerTestName") == std::string(254, 'a') + "é");
    BOOST_TEST(text_at(json, "Name").size() == 255U);
    BOOST_TEST(text_at(json, "RunnerStackTrace").size() == 1'000'000U);
}

BOOST_AUTO_TEST_CASE(control_characters_are_left_out_and_line_ends_kept_where_lines_are) {
    AutomatedRun run = some_run();
    run.test_name = "a\r\nb\x1b[0m\tc";
    run.details = "one\r\ntwo\x01\tthree\x7f\xC2\x85\xFF";
    const Json json = to_json(run);
    BOOST_TEST(text_at(json, "RunnerTestName") == "a b [0m c");
    BOOST_TEST(text_at(json, "RunnerStackTrace") == "one\ntwo\tthree\xEF\xBF\xBD");
}

BOOST_AUTO_TEST_CASE(a_run_may_carry_one_step_with_its_verdict) {
    BOOST_TEST(find(to_json(some_run()), "TestRunSteps") == nullptr);
    AutomatedRun run = some_run();
    run.step = "Passed: well";
    const Json steps = to_json(run)["TestRunSteps"];
    BOOST_REQUIRE(steps.size() == 1U);
    BOOST_TEST(text_at(steps[0], "ActualResult") == "Passed: well");
    BOOST_TEST(integer_at(steps[0], "ExecutionStatusId").value() == kPassed);
    BOOST_TEST(integer_at(steps[0], "Position").value() == 1);
}

BOOST_AUTO_TEST_CASE(only_an_answer_with_an_id_says_that_a_run_was_recorded) {
    const auto run = read_run(
        {200, R"({"TestRunId":9,"ExecutionStatusId":1,"TestRunSteps":[{"TestRunStepId":4}]})"},
        "x");
    BOOST_REQUIRE(run.has_value());
    BOOST_TEST(run->id.value() == 9);
    BOOST_TEST(run->execution_status == 1);
    BOOST_TEST(run->step->value() == 4);
    BOOST_TEST(!read_run({200, R"({"TestRunId":9})"}, "x")->step.has_value());
    for (const char* body : {"", "{}", "<html>", "null"}) {
        const auto recorded = read_run({200, body}, "x");
        BOOST_REQUIRE_MESSAGE(!recorded.has_value(), body);
        BOOST_TEST((recorded.error().kind == ErrorKind::protocol));
    }
    BOOST_TEST(!read_run({500, ""}, "x").has_value());
}

BOOST_AUTO_TEST_CASE(the_marker_counts_as_the_last_line_before_the_notification_only) {
    const std::string line = marker(kResult);
    for (const std::string& details : {line, "x\n" + line + "\n", "x\r\n" + line + "\r\n",
                                       "x\n" + line + "\n\nNotification:\n{}\n",
                                       "x\r\n" + line + "\r\n\r\nNotification:\r\n{}"}) {
        BOOST_TEST((run_of(details, kResult) == RunOf::ours), details);
    }
    for (const std::string& details : std::vector<std::string>{
             line + "x", "no " + line, "see lUig7oEBrZGjujUFtpV_", line + "\nmore", std::string(),
             "x\n\nNotification:\n" + line + "\n"}) {
        BOOST_TEST((run_of(details, kResult) == RunOf::another), details);
    }
    BOOST_TEST((run_of("Failed\nSecond verdict of it\n" + line, kResult) == RunOf::second_verdict));
}

BOOST_AUTO_TEST_CASE(a_stock_run_is_the_notification_with_the_id_as_a_member_of_its_own) {
    const std::string id = "\"lUig7oEBrZGjujUFtpV_\"";
    BOOST_TEST((run_of("{\"benchResultId\":" + id + "}", kResult) == RunOf::stock));
    BOOST_TEST((run_of(" {\"a\":1, \"benchResultId\" : " + id + "}\n", kResult) == RunOf::stock));
    for (const std::string& details : std::vector<std::string>{
             "{\"a\":{\"benchResultId\":" + id + "}}", "[{\"benchResultId\":" + id + "}]",
             "{\"benchResultId\":\"other\",\"a\":\"\\\"benchResultId\\\":" + id.substr(1) + "}",
             "{\"benchResultId\":" + id}) {
        BOOST_TEST((run_of(details, kResult) == RunOf::another), details);
    }
}
