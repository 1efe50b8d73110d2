#include "core/flows/record/verdict.hpp"

#include <boost/test/unit_test.hpp>

using namespace octospira;
using namespace octospira::flows;

namespace {

int status(const std::string& type, const std::string& end_state, std::size_t warnings = 0,
           bool caution = false) {
    const auto notification = octoperf::parse_notification(
        R"({"type":")" + type + R"(","benchResultId":"x","endState":")" + end_state + "\"}");
    const auto verdict = verdict_of(*notification, warnings, caution);
    return verdict ? verdict->execution_status : 0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(verdicts_map_to_execution_statuses_as_documented) {
    BOOST_TEST(status("TEST_PASSED", "FINISHED") == 2);
    BOOST_TEST(status("TEST_FAILED", "FINISHED") == 1);
    BOOST_TEST(status("TEST_ERROR", "ERROR") == 5);
    BOOST_TEST(status("TEST_ERROR", "") == 5);
    BOOST_TEST(status("TEST_PASSED", "") == 2);
}

BOOST_AUTO_TEST_CASE(a_test_that_was_stopped_is_blocked_whatever_event_tells_it) {
    for (const char* type : {"TEST_PASSED", "TEST_FAILED", "TEST_ERROR", "TEST_ENDED"})
        BOOST_TEST(status(type, "ABORTED") == 5, type);
}

BOOST_AUTO_TEST_CASE(an_end_without_a_verdict_and_a_start_record_nothing) {
    for (const char* type : {"TEST_STARTED", "TEST_PAUSED"})
        BOOST_TEST(status(type, "RUNNING") == 0, type);
    BOOST_TEST(status("TEST_ENDED", "FINISHED") == 0);
    BOOST_TEST(status("TEST_STARTED", "ABORTED") == 0);
}

BOOST_AUTO_TEST_CASE(warnings_make_a_pass_a_caution_only_where_asked) {
    BOOST_TEST(status("TEST_PASSED", "FINISHED", 1, true) == 6);
    BOOST_TEST(status("TEST_PASSED", "FINISHED", 1, false) == 2);
    BOOST_TEST(status("TEST_PASSED", "FINISHED", 0, true) == 2);
    BOOST_TEST(status("TEST_FAILED", "FINISHED", 1, true) == 1);
}
