#include "core/spira/errors.hpp"

#include <boost/test/unit_test.hpp>

using namespace octospira;
using namespace octospira::spira;

BOOST_AUTO_TEST_CASE(the_seven_shapes_of_an_error_body_give_their_sentence) {
    BOOST_TEST(error_text("\"Access Denied\"") == "Access Denied");
    BOOST_TEST(
        error_text(
            R"({"Messages":[{"FieldName":"Name","Message":"is required"}],"Summary":"Validation"})") ==
        "Name: is required");
    BOOST_TEST(error_text("<string xmlns=\"x\">Unable to locate requested artifact</string>") ==
               "Unable to locate requested artifact");
    BOOST_TEST(error_text("<V><Messages><M><Message>one</Message></M><M><Message>two</Message></"
                          "M></Messages></V>") == "one two");
    BOOST_TEST(error_text("<html><body><p>Request Error</p><p>The server encountered an error. See "
                          "server logs. The exception message "
                          "is 'An error occurred while updating an entry'. See server logs for "
                          "more details.</p></body></html>") ==
               "An error occurred while updating an entry");
    BOOST_TEST(error_text("Cannot deserialize the current JSON array") ==
               "Cannot deserialize the current JSON array");
    BOOST_TEST(error_text("") == "");
}

BOOST_AUTO_TEST_CASE(members_are_read_whatever_their_case) {
    BOOST_TEST(error_text(R"({"messages":[{"message":"wrong"}]})") == "wrong");
    BOOST_TEST(error_text(R"({"ExceptionMessage":"boom","StackTrace":"at x"})") == "boom");
    BOOST_TEST(error_text(R"({"summary":"all wrong"})") == "all wrong");
}

BOOST_AUTO_TEST_CASE(a_long_or_hostile_body_stays_short_and_keyless) {
    BOOST_TEST(error_text(std::string(1'000'000, 'x')).size() <= 500U);
    const std::string text =
        error_text("\"bad url ?username=fred&api-key={11111111-2222-3333-4444-555555555555}\"");
    BOOST_TEST(text.find("1111") == std::string::npos);
    BOOST_TEST(text.find("fred") == std::string::npos);
    BOOST_TEST(error_text("{\"a\":").find('{') != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_text_decides_before_the_status) {
    const auto kind = [](int status, const char* body) {
        return error_of({status, body}, "").kind;
    };
    BOOST_TEST((kind(404, "\"Access Denied\"") == ErrorKind::unauthorized));
    BOOST_TEST((kind(404, "\"You need to be a Product Administrator\"") == ErrorKind::forbidden));
    BOOST_TEST((kind(404, "\"An error occurred while updating an entry\"") == ErrorKind::conflict));
    BOOST_TEST((kind(500, "<string>Unable to locate requested artifact</string>") ==
                ErrorKind::not_found));
    BOOST_TEST((kind(409, "") == ErrorKind::conflict));
    BOOST_TEST((kind(0, "Access Denied") == ErrorKind::unauthorized));
    BOOST_TEST((kind(0, "") == ErrorKind::unavailable));
    BOOST_TEST((kind(500, "<html>oops</html>") == ErrorKind::unavailable));
    BOOST_TEST((kind(400, "{}") == ErrorKind::rejected));
}

BOOST_AUTO_TEST_CASE(a_page_with_status_200_is_not_an_answer_of_the_api) {
    const auto json = json_of({200, "<html>Log in</html>"}, "");
    BOOST_REQUIRE(!json);
    BOOST_TEST((json.error().kind == ErrorKind::protocol));
}

BOOST_AUTO_TEST_CASE(every_error_says_what_to_do) {
    for (const int status : {0, 200, 400, 401, 403, 404, 405, 406, 409, 413, 429, 500, 503}) {
        const Error error = error_of({status, ""}, "");
        BOOST_TEST(!error.advice.empty(), status);
        BOOST_TEST(error.message.english.ends_with('.'), status);
    }
}
