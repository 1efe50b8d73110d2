#include "native/recorder/glance.hpp"

#include <boost/test/unit_test.hpp>

#include "core/base/json.hpp"
#include "core/base/text.hpp"

namespace octospira::recorder {

namespace {

constexpr const char* kId = "lUig7oEBrZGjujUFtpV_";

/// With what stands for ID put in.
std::string body(std::string_view text) {
    return replace_all(text, "ID", concat({"\"", kId, "\""}));
}

/// What is seen at a glance is what the whole reading finds.
void check_same(const std::string& text) {
    const auto seen = glance(text);
    const auto read = octoperf::parse_notification(text);
    BOOST_TEST_CONTEXT(text) {
        BOOST_REQUIRE(seen.has_value());
        BOOST_REQUIRE(read.has_value());
        BOOST_TEST((seen->notification.event == read->event));
        BOOST_TEST(seen->notification.type == read->type);
        BOOST_TEST((seen->notification.bench_result == read->bench_result));
        BOOST_TEST((seen->notification.end_state == read->end_state));
        BOOST_TEST(seen->notification.end_state_text == read->end_state_text);
        BOOST_TEST((parse_json(seen->body).value_or(Json()) ==
                    parse_json(read->without_account).value_or(Json(1))));
        BOOST_TEST(seen->body.find("example.com") == std::string::npos);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(glances)

BOOST_AUTO_TEST_CASE(what_is_seen_at_a_glance_is_what_reading_it_all_finds) {
    for (const char* text : {
             R"({"type":"TEST_PASSED","benchResultId":ID})",
             R"({"username":"a@example.com","type":"TEST_PASSED","benchResultId":ID})",
             R"({"type":"TEST_PASSED","username":"a@example.com","benchResultId":ID})",
             R"({"type":"TEST_PASSED","benchResultId":ID,"username":"a@example.com"})",
             R"({ "username" : "a@example.com" , "type" : "TEST_FAILED" , "benchResultId" : ID })",
             R"({"username":{"mail":["a@example.com"]},"type":"TEST_ERROR","benchResultId":ID})",
             R"({"endState":"ABORTED","type":"TEST_ENDED","benchResultId":ID,"alarms":[]})",
             R"({"endState":"","type":"TEST_ENDED","benchResultId":ID,"a":[{"b":null},-1.5e+3]})",
             R"({"type":"TEST_PASSED","benchResultId":ID,"reportName":"a \"b\" \\ \/ \n"})",
             "\r\n {\"type\":\"TEST_STARTED\",\n\"benchResultId\":ID,\t\"x\":{}}\n",
         }) {
        check_same(body(text));
    }
}

BOOST_AUTO_TEST_CASE(whatever_is_unusual_is_left_to_the_whole_reading) {
    for (const char* text : {
             "",
             "[]",
             "{}",
             R"({"type":"TEST_PASSED"})",
             R"({"type":"TEST_PAUSED","benchResultId":ID})",
             R"({"type":"TEST_PASSED","benchResultId":ID,"type":"TEST_FAILED"})",
             R"({"type":"TEST_PASSED","benchResultId":ID,"username":"a","username":"b"})",
             R"({"type":"TEST_PASSED","benchResultId":ID} x)",
             R"({"type":"TEST_PASSED","benchResultId":ID,})",
             R"({"type":"TEST_PASSED","benchResultId":ID)",
             R"({"type":"TEST\u005fPASSED","benchResultId":ID})",
             R"({"type":"TEST_PASSED","benchResultId":ID,"reportName":"Übung"})",
             R"({"type":"TEST_PASSED","benchResultId":ID,"x":01})",
             R"({"type":"TEST_PASSED","benchResultId":ID,"x":1.})",
             R"({"type":"TEST_PASSED","benchResultId":ID,"x":tru})",
             R"({"type":"TEST_PASSED","benchResultId":ID,"x":[[[[[[[[[[1]]]]]]]]]]})",
             R"({"type":"TEST_PASSED","benchResultId":ID,"x":"\q"})",
             R"({"type":7,"benchResultId":ID})",
             R"({"type":"TEST_PASSED","benchResultId":""})",
             R"({"type":"TEST_PASSED","endState":null,"benchResultId":ID})",
             R"({"user\u006eame":"a","type":"TEST_PASSED","benchResultId":ID})",
         }) {
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST(!glance(body(text)).has_value());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder
