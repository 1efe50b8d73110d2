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

namespace {

constexpr const char* kNginx =
    "<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not "
    "Found</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

ErrorKind kind(int status, const char* body) {
    return error_of({status, body}, "").kind;
}

std::string message_of(const Answer& answer) {
    return error_of(answer, "").message.english;
}

Answer from(AnswerFrom who, int status, std::string named = "", std::string body = "") {
    Answer answer{status, std::move(body)};
    answer.from = who;
    answer.named = std::move(named);
    return answer;
}

}  // namespace

BOOST_AUTO_TEST_CASE(spiras_own_text_decides_before_a_status_of_404) {
    BOOST_TEST((kind(404, "\"Access Denied\"") == ErrorKind::unauthorized));
    BOOST_TEST((kind(404, "Access Denied") == ErrorKind::unauthorized));
    BOOST_TEST((kind(404, "\"You need to be a Product Administrator\"") == ErrorKind::forbidden));
    BOOST_TEST((kind(404, "\"An error occurred while updating an entry\"") == ErrorKind::conflict));
    BOOST_TEST((kind(404, "<string>Unable to locate requested artifact</string>") ==
                ErrorKind::not_found));
    BOOST_TEST((kind(400, "\"is required\"") == ErrorKind::rejected));
    BOOST_TEST((kind(400, "Cannot deserialize the current JSON array") == ErrorKind::rejected));
    BOOST_TEST((kind(401, "\"Unauthorized\"") == ErrorKind::unauthorized));
    BOOST_TEST((kind(403, "\"Forbidden\"") == ErrorKind::forbidden));
    BOOST_TEST((kind(401, "") == ErrorKind::unauthorized));
    BOOST_TEST((kind(403, "") == ErrorKind::forbidden));
    BOOST_TEST((kind(409, "") == ErrorKind::conflict));
}

BOOST_AUTO_TEST_CASE(a_status_of_passing_trouble_decides_whatever_the_text_says) {
    for (const char* text :
         {"", "\"Access Denied\"", "<string>Unable to locate requested artifact</string>",
          "{\"Message\":\"The principal is not authorized\"}", "Conflict",
          "<html><title>Access Denied</title></html>",
          "Gateway time-out while updating an entry in the pool"}) {
        for (const int status : {408, 425, 429, 500, 501, 502, 503, 504, 520, 599}) {
            const Error error = error_of({status, text}, "");
            BOOST_TEST_CONTEXT(status << " " << text) {
                BOOST_TEST(retryable(error));
                BOOST_TEST(error.status == status);
            }
        }
    }
    BOOST_TEST((kind(429, "\"Access Denied\"") == ErrorKind::rate_limited));
}

BOOST_AUTO_TEST_CASE(what_stands_before_spira_does_not_speak_for_it) {
    const std::pair<int, const char*> table[] = {
        {404, kNginx},
        {404, "default backend - 404"},
        {404, "404 page not found"},
        {404, ""},
        {404, R"({"message":"no Route matched with those values"})"},
        {401, R"({"statusCode":401,"message":"Access denied due to missing subscription key."})"},
        {403, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"},
        {401, R"({"error":"Access to this API has been disallowed"})"},
        {403, "{}"},
        {403, "<html><title>Just a moment...</title>Checking your browser</html>"},
        {403, "<html><h1>Error 403 - This web app is stopped.</h1></html>"},
        {400, "<html><h2>Bad Request - Invalid Hostname</h2></html>"},
        {401, "<html><body>Sign in with your organisation</body></html>"},
        {405, "<html>405 - HTTP verb used to access this page is not allowed.</html>"},
        {409, "<html>Conflict</html>"},
        {410, "Gone"},
        {413, "<html><h1>413 Request Entity Too Large</h1></html>"},
        {421, "Misdirected Request"},
        {301, ""},
        {302, "\"Access Denied\""},
        {307, "<html>moved</html>"},
        {200, "<html>maintenance</html>"},
        {200, "no healthy upstream"},
        {200, "[{\"TestCaseId\":1,"},
        {502, "Proxy error: unable to locate the backend server."},
        {503, "The service is unavailable."},
    };
    for (const auto& [status, body] : table) {
        const Error error = error_of({status, body}, "");
        BOOST_TEST_CONTEXT(status << " " << body) {
            BOOST_TEST(retryable(error));
            BOOST_TEST(error.foreign);
            BOOST_TEST(error.message.english.starts_with("Spira was not reached."));
        }
    }
}

BOOST_AUTO_TEST_CASE(who_answered_instead_is_named) {
    const auto says = [](const Answer& answer, const char* words) {
        BOOST_TEST(message_of(answer).find(words) != std::string::npos, message_of(answer));
    };
    says({404, kNginx}, "a web page (HTTP 404): 404 Not Found nginx.");
    says({404, "default backend - 404"}, "a gateway's error message (HTTP 404): default backend");
    says({404, ""}, "an empty answer (HTTP 404).");
    says({200, "<html"}, "a web page (HTTP 200).");
    says({302, ""}, "a redirect to … (HTTP 302).");
    says({200, "<html><title>Login</title>Please sign in</html>"}, "a sign-in page (HTTP 200).");
    says({503, "<html>The service is unavailable.</html>"}, "a maintenance page (HTTP 503)");
    says({200, "[{\"Name\":\"secret plan\","}, "a malformed answer (HTTP 200).");
    says(from(AnswerFrom::redirect, 302, "login.example.com"), "a redirect to login.example.com");
    says(from(AnswerFrom::proxy, 407, "proxy.example.com:3128"),
         "the proxy proxy.example.com:3128 asking for a user name and password (HTTP 407).");
    says(from(AnswerFrom::proxy, 403, "proxy.example.com:3128"),
         "an answer from the proxy proxy.example.com:3128 (HTTP 403).");
    says(from(AnswerFrom::behind_proxy, 403, "10.1.1.1:3128", "<html>Cache Access Denied.</html>"),
         "the proxy 10.1.1.1:3128 or from a gateway behind it (HTTP 403): Cache Access Denied.");
    says(from(AnswerFrom::web_server, 401), "Windows sign-in (HTTP 401).");
}

BOOST_AUTO_TEST_CASE(a_proxy_and_a_web_server_never_speak_for_spira) {
    for (const AnswerFrom who : {AnswerFrom::proxy, AnswerFrom::web_server, AnswerFrom::redirect}) {
        const Error error = error_of(from(who, 403, "x", "\"Access Denied\""), "");
        BOOST_TEST(error.foreign);
        BOOST_TEST(retryable(error));
    }
    const Error through =
        error_of(from(AnswerFrom::behind_proxy, 404, "x", "\"Access Denied\""), "");
    BOOST_TEST((through.kind == ErrorKind::unauthorized));
    BOOST_TEST(!through.foreign);
}

BOOST_AUTO_TEST_CASE(no_answer_is_retried_unless_spiras_page_tells_why) {
    BOOST_TEST((kind(0, "") == ErrorKind::unavailable));
    BOOST_TEST((kind(0, "Access Denied by the firewall") == ErrorKind::unavailable));
    const auto told = [](int status, const char* body) {
        return error_of(from(AnswerFrom::platform, status, "", body), "").kind;
    };
    BOOST_TEST((told(0, "Access Denied") == ErrorKind::unauthorized));
    BOOST_TEST((told(404, "Unable to locate requested artifact") == ErrorKind::not_found));
    BOOST_TEST((told(400, "Name: is required") == ErrorKind::rejected));
    BOOST_TEST((told(404, "<html>Not Found</html>") == ErrorKind::unavailable));
}

BOOST_AUTO_TEST_CASE(spiras_words_without_a_status_are_told_as_a_refusal) {
    const Error error = error_of(from(AnswerFrom::platform, 0, "", "The field is locked."), "");
    BOOST_TEST(
        sentence(error) ==
        "Spira refused: The field is locked. Correct what the message says, then try again.");
    for (const char* words :
         {"Failed to fetch", "Load failed", "error", "timeout after 2 minutes",
          "The operation has timed out", "NetworkError when attempting to fetch resource."}) {
        const Error silent = error_of(from(AnswerFrom::platform, 0, "", words), "");
        BOOST_TEST(silent.message.english.starts_with("Spira did not answer: "), words);
        BOOST_TEST(silent.advice.english == "Try again later.", words);
    }
}

BOOST_AUTO_TEST_CASE(a_session_that_ended_is_told_with_and_without_words) {
    const auto advice = [](int status, const char* body) {
        return error_of(from(AnswerFrom::platform, status, "", body), "").advice.english;
    };
    for (const char* words : {"", "Unauthorized", "Authentication failed.", "Access Denied"}) {
        for (const int status : {0, 401})
            BOOST_TEST(advice(status, words).starts_with("Check that you are signed in"), words);
    }
}

BOOST_AUTO_TEST_CASE(a_conflict_that_spira_tells_of_is_tried_again) {
    BOOST_TEST(retryable(error_of({409, "\"Conflict\""}, "")));
    BOOST_TEST(!retryable(Error(ErrorKind::conflict, Phrase("Several test cases."), {}, "")));
}

BOOST_AUTO_TEST_CASE(a_failing_spira_is_no_gateway) {
    for (const char* body : {"", "<html><H1>Server Error in '/' Application.</H1></html>", "boom"})
        BOOST_TEST(!error_of({500, body}, "").foreign, body);
    BOOST_TEST(error_of({503, ""}, "").foreign);
    BOOST_TEST(error_of({502, "<html>"}, "").foreign);
}

BOOST_AUTO_TEST_CASE(what_is_quoted_holds_no_control_characters) {
    const std::string text = message_of({404, "\"a\\u001b[31mb\\u0007c\\u009bd\\u0000e\""});
    BOOST_TEST(text == "Spira refused (HTTP 404): a [31mb c d e.");
}

BOOST_AUTO_TEST_CASE(a_well_formed_answer_that_is_not_the_promised_one_is_no_page) {
    BOOST_TEST(message_of({200, "{}"}) == "Spira's answer does not match its API.");
    const auto empty = json_of({200, ""}, "");
    BOOST_REQUIRE(!empty);
    BOOST_TEST(empty.error().foreign);
    BOOST_TEST(!json_of({204, ""}, ""));
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
