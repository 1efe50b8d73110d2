#include "core/flows/engine/engine.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/core/flows/fake_page.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

Json parsed(const std::string& text) {
    return parse_json(text).value_or(Json());
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_event_nobody_can_read_ends_with_a_message) {
    for (const char* text :
         {"", "x", "[]", "{}", R"({"v":3})", R"({"v":3,"event":"dance","page":{}})",
          R"({"v":1,"event":"launch"})", R"({"v":3,"event":"launch"})"}) {
        flows::Engine engine(testing::page_events());
        const Json first = parsed(engine.open(text));
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST(text_at(first, "command") == "notify");
            BOOST_TEST(text_at(first, "severity") == "error");
            const Json last = parsed(engine.resume(R"({"v":3,"flow":1,"reply":"ack"})"));
            BOOST_TEST(text_at(last, "command") == "done");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_test_case_that_is_not_saved_yet_is_to_be_saved_first) {
    FakePage page;
    page.event["page"]["artifactId"] = nullptr;
    page.run();
    BOOST_TEST(page.message() ==
               "OctoPerf: This test case has not been saved yet. Save it first, then try again.");
}

BOOST_AUTO_TEST_CASE(a_reply_nobody_waits_for_ends_nothing_else) {
    flows::Engine engine(testing::page_events());
    FakePage page;
    const Json first = parsed(engine.open(to_text(page.event)));
    for (const char* text : {"", "{}", R"({"v":3})", R"({"v":3,"flow":99,"reply":"ack"})",
                             R"({"v":9,"flow":1,"reply":"ack"})", R"({"v":3,"flow":-1})",
                             R"({"v":3,"flow":4294967297,"reply":"recalled","value":null})"}) {
        BOOST_TEST(text_at(parsed(engine.resume(text)), "command") == "done", text);
    }
    const Json second =
        parsed(engine.resume(R"({"v":3,"flow":1,"reply":"recalled","value":null})"));
    BOOST_TEST(text_at(first, "command") == "recall");
    BOOST_TEST(text_at(second, "command") == "spira");
}

BOOST_AUTO_TEST_CASE(two_conversations_at_once_do_not_mix) {
    flows::Engine engine(testing::page_events());
    FakePage page;
    const std::string event = to_text(page.event);
    BOOST_TEST(integer_at(parsed(engine.open(event)), "flow").value() == 1);
    BOOST_TEST(integer_at(parsed(engine.open(event)), "flow").value() == 2);
    BOOST_TEST(
        integer_at(parsed(engine.resume(R"({"v":3,"flow":1,"reply":"recalled","value":null})")),
                   "flow")
            .value() == 1);
    BOOST_TEST(
        integer_at(parsed(engine.resume(R"({"v":3,"flow":2,"reply":"recalled","value":null})")),
                   "flow")
            .value() == 2);
}

BOOST_AUTO_TEST_CASE(a_conversation_that_is_over_cannot_be_resumed) {
    FakePage page;
    page.event["page"]["can"]["modifyTestCase"] = false;
    flows::Engine engine(testing::page_events());
    (void)engine.open(to_text(page.event));
    const std::string ack = R"({"v":3,"flow":1,"reply":"ack"})";
    BOOST_TEST(text_at(parsed(engine.resume(ack)), "outcome") == "refused");
    const Json again = parsed(engine.resume(ack));
    BOOST_TEST(text_at(*find(again, "error"), "message") == "This action has already ended.");
}

BOOST_AUTO_TEST_CASE(a_failure_is_understood_in_every_shape_executeApi_gives_it) {
    for (const Json& arguments :
         {Json::array({"Access Denied"}),
          Json::array({{{"message", "Access Denied"}, {"exceptionType", "x"}}}),
          Json::array({{{"Message", "Access Denied"}}}),
          Json::array({R"({"Messages":[{"FieldName":null,"Message":"Access Denied"}]})"}),
          Json::array({404, "Access Denied"}),
          Json::array({{{"status", 404}, {"responseText", "{\"Message\":\"Access Denied\"}"}},
                       "error",
                       "Not Found"})}) {
        FakePage page;
        page.on("spira GET projects/1/test-cases/42", [arguments](const Json&) {
            return Json{{"reply", "failed"}, {"value", arguments}};
        });
        const Json end = page.run();
        BOOST_TEST_CONTEXT(to_text(arguments)) {
            BOOST_TEST(text_at(*find(end, "error"), "kind") == "unauthorized");
        }
    }
}
