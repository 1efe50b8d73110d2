#include "core/base/json.hpp"

#include <boost/test/unit_test.hpp>

using namespace octospira;

BOOST_AUTO_TEST_CASE(members_keep_their_order) {
    const std::string text = R"({"z":1,"a":{"y":null,"b":[1.5,true]}})";
    BOOST_TEST(to_text(*parse_json(text)) == text);
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_skipped) {
    BOOST_TEST(integer_at(*parse_json("\xEF\xBB\xBF{\"a\":7}"), "a").value() == 7);
}

BOOST_AUTO_TEST_CASE(what_is_not_json_is_an_error_that_does_not_quote_it) {
    for (const char* text : {"", "<html>", "{\"a\":", "{\"a\":1}}", "nul", "{'a':1}", "secret"}) {
        const auto json = parse_json(text);
        BOOST_REQUIRE_MESSAGE(!json, text);
        BOOST_TEST(json.error().message.english.find("secret") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(deep_nesting_is_refused_before_it_can_exhaust_the_stack) {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    BOOST_TEST(parse_json(nested(kMaxJsonDepth)).has_value());
    BOOST_TEST(!parse_json(nested(kMaxJsonDepth + 1)));
    BOOST_TEST(!parse_json(nested(1'000'000)));
}

BOOST_AUTO_TEST_CASE(brackets_and_colons_inside_text_do_not_count) {
    const std::string text =
        "{\"a\":\"" + std::string(5000, '[') + std::string(5000, ':') + "\\\"[\"}";
    BOOST_TEST(parse_json(text).has_value());
}

BOOST_AUTO_TEST_CASE(an_object_with_too_many_members_is_refused) {
    std::string text = "{";
    for (int i = 0; i <= kMaxJsonMembers; ++i) text += "\"" + std::to_string(i) + "\":0,";
    text.back() = '}';
    BOOST_TEST(!parse_json(text));
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_do_not_end_the_process) {
    BOOST_TEST(to_text(Json("a\xFFz")) == "\"a\xEF\xBF\xBDz\"");
}

BOOST_AUTO_TEST_CASE(a_member_of_another_type_is_absent) {
    const Json json =
        *parse_json(R"({"text":"a","number":1,"big":18446744073709551615,"half":0.5,"null":null})");
    BOOST_TEST(!string_at(json, "number"));
    BOOST_TEST(!integer_at(json, "text"));
    BOOST_TEST(!integer_at(json, "half"));
    BOOST_TEST(!integer_at(json, "big"));
    BOOST_TEST(!bool_at(json, "number"));
    BOOST_TEST(!string_at(json, "null"));
    BOOST_TEST(!string_at(json, "absent"));
    BOOST_TEST(!string_at(Json::array(), "text"));
    BOOST_TEST(text_at(json, "text") == "a");
}

BOOST_AUTO_TEST_CASE(not_a_number_is_no_number) {
    BOOST_TEST(number_of(Json(0.25)).value() == 0.25);
    BOOST_TEST(number_of(Json(3)).value() == 3.0);
    BOOST_TEST(!number_of(Json("NaN")));
    BOOST_TEST(!number_of(Json("0.5")));
    BOOST_TEST(!number_of(Json(nullptr)));
    BOOST_TEST(!number_of(Json(std::numeric_limits<double>::infinity())));
}
