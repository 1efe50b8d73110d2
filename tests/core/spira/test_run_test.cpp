#include "core/spira/test_run.hpp"

#include <boost/test/unit_test.hpp>

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
    run.test_name = std::string(254, 'a') + "é";
    run.details = std::string(2'000'000, 'x');
    const Json json = to_json(run);
    BOOST_TEST(text_at(json, "RunnerTestName") == std::string(254, 'a'));
    BOOST_TEST(text_at(json, "RunnerStackTrace").size() == 1'000'000U);
}

BOOST_AUTO_TEST_CASE(only_an_answer_with_an_id_says_that_a_run_was_recorded) {
    BOOST_TEST((read_recorded({200, R"({"TestRunId":9})"})->value().value() == 9));
    for (const char* body : {"", "{}", "<html>", "null"}) {
        const auto recorded = read_recorded({200, body});
        BOOST_REQUIRE_MESSAGE(!recorded.has_value(), body);
        BOOST_TEST((recorded.error().kind == ErrorKind::protocol));
    }
    BOOST_TEST(!read_recorded({500, ""}).has_value());
}

BOOST_AUTO_TEST_CASE(the_marker_is_found_as_a_whole_line_of_the_right_test_case_only) {
    const auto search = [](const Json& rows) {
        return *find_marker({200, to_text(rows)}, *TestCaseId::from(42), kResult);
    };
    const auto row = [](int test_case, const std::string& details) {
        return Json{{"TestRunId", 9}, {"TestCaseId", test_case}, {"RunnerStackTrace", details}};
    };
    const std::string line = marker(kResult);
    BOOST_TEST((search(Json::array({row(42, "x\n" + line + "\r\ny")})).found->value() == 9));
    BOOST_TEST((search(Json::array({row(42, line)})).found->value() == 9));
    BOOST_TEST(!search(Json::array({row(41, line)})).found.has_value());
    BOOST_TEST(!search(Json::array({row(42, line + "x")})).found.has_value());
    BOOST_TEST(!search(Json::array({row(42, "no " + line)})).found.has_value());
    BOOST_TEST(!search(Json::array({row(42, "see lUig7oEBrZGjujUFtpV_")})).found.has_value());
    BOOST_TEST(search(Json::array({row(41, line), row(42, "")})).rows == 2U);
    // What the stock integration writes for the same result.
    const std::string stock = "{\"benchResultId\":\"lUig7oEBrZGjujUFtpV_\"}";
    BOOST_TEST((search(Json::array({row(42, stock)})).found->value() == 9));
    BOOST_TEST(!search(Json::array({row(41, stock)})).found.has_value());
}
