#include "core/octoperf/notification.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>

using namespace octospira;
using namespace octospira::octoperf;

namespace {

std::string real_notification() {
    std::ifstream file(OCTOSPIRA_FIXTURES "/notification-test-passed.json");
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_real_notification_is_read_whole) {
    const auto notification = parse_notification(real_notification());
    BOOST_REQUIRE(notification);
    BOOST_TEST((notification->event == Event::passed));
    BOOST_TEST(notification->bench_result->text() == "lUig7oEBrZGjujUFtpV_");
    BOOST_TEST((notification->end_state == State::finished));
    BOOST_TEST(notification->report_name == "Fin Whale [PR:1]");
    BOOST_TEST(notification->report_url.ends_with("/analysis/lkig7oEBrZGjujUFtpWw"));
    BOOST_REQUIRE(notification->metrics.size() == 1U);
    BOOST_TEST(notification->metrics[0].name == "% Errors");
    BOOST_TEST(notification->metrics[0].value.value() == 0.371747226);
    BOOST_TEST(notification->alarms.empty());
}

BOOST_AUTO_TEST_CASE(only_the_account_is_taken_out_of_the_real_notification) {
    std::string expected = real_notification();
    expected.erase(expected.find_last_not_of("\r\n") + 1);
    const std::string account = R"("username":"first.last@example.com",)";
    expected.erase(expected.find(account), account.size());
    BOOST_TEST(parse_notification(real_notification())->without_account == expected);
}

BOOST_AUTO_TEST_CASE(type_and_bench_result_are_enough) {
    for (
        const char* rest :
        {"",
         R"(,"endState":null,"reportName":null,"reportUrl":null,"percentErrors":null,"alarms":null,"username":null)",
         R"(,"endState":7,"reportName":[],"reportUrl":{},"percentErrors":"x","alarms":"y")",
         R"(,"percentErrors":{"ERRORS_PERCENT":{"name":null,"value":"NaN"},"HITS_TOTAL":5,"X":null},"alarms":[1,null,{}])"}) {
        const auto notification = parse_notification(
            std::string(R"({"type":"TEST_FAILED","benchResultId":"lUig7oEBrZGjujUFtpV_")") + rest +
            "}");
        BOOST_TEST_CONTEXT(rest) {
            BOOST_REQUIRE(notification);
            BOOST_TEST((notification->event == Event::failed));
            BOOST_TEST(notification->metrics.empty());
            BOOST_TEST(notification->alarms.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(alarms_are_read_as_texts_and_as_objects) {
    const auto notification = parse_notification(
        R"({"type":"TEST_ENDED","benchResultId":"x","alarms":["WARNING",{"severity":"CRITICAL"}]})");
    BOOST_REQUIRE(notification->alarms.size() == 2U);
    BOOST_TEST(notification->alarms[0] == "WARNING");
    BOOST_TEST(notification->alarms[1] == "CRITICAL");
}

BOOST_AUTO_TEST_CASE(an_event_of_the_future_is_read_as_unknown_even_without_a_bench_result) {
    BOOST_TEST((parse_notification(R"({"type":"TEST_PAUSED","benchResultId":"x"})")->event ==
                Event::unknown));
    const auto dummy = parse_notification(R"({"type":"HELLO"})");
    BOOST_REQUIRE(dummy);
    BOOST_TEST(!dummy->bench_result);
}

BOOST_AUTO_TEST_CASE(what_is_no_notification_is_refused) {
    for (const char* body :
         {"", "hello", "[]", "null", "{}", R"({"type":"TEST_PASSED"})", R"({"benchResultId":"x"})",
          R"({"type":7,"benchResultId":"x"})", R"({"type":"TEST_PASSED","benchResultId":null})",
          R"({"type":"TEST_PASSED","benchResultId":"'; DROP TABLE runs"})",
          R"({"type":"TEST_PASSED","benchResultId":"0f7c9e6a-1b2c-4d3e-8f90-a1b2c3d4e5f6"})",
          "<html>"}) {
        BOOST_TEST(!parse_notification(body), body);
    }
}

BOOST_AUTO_TEST_CASE(an_unknown_end_state_is_not_taken_for_an_end) {
    const auto notification =
        parse_notification(R"({"type":"TEST_PASSED","benchResultId":"x","endState":"EXPLODED"})");
    BOOST_TEST(!terminal(*notification->end_state));
    BOOST_TEST(notification->end_state_text == "EXPLODED");
}
