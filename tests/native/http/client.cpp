#include "native/http/client.hpp"

#include <boost/test/unit_test.hpp>
#include <thread>
#include <utility>
#include <vector>

#include "tests/native/http/raw.hpp"

namespace octospira::http::test {

namespace {

Answer get(const std::string& url, ClientOptions options = {}) {
    return create_client(options)->send("GET", url, {}, "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(client)

BOOST_AUTO_TEST_CASE(an_answer_comes_with_status_and_body) {
    const Echo echo;
    const Answer answer = get(echo.url() + "/a");
    BOOST_TEST(answer.status == 200);
    BOOST_TEST(answer.body == "GET /a 0");
    BOOST_TEST(create_client({})->send("PUT", echo.url() + "/b", {}, "abc").body == "PUT /b 3");
    BOOST_TEST(create_client({})->send("POST", echo.url() + "/b", {}, "").body == "POST /b 0");
    BOOST_TEST(create_client({})->send("DELETE", echo.url() + "/b", {}, "").body == "DELETE /b 0");
}

BOOST_AUTO_TEST_CASE(a_refused_connection_surely_never_arrived) {
    const Answer answer = get("http://127.0.0.1:" + std::to_string(closed_port()));
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.body == "nobody answers there");
    BOOST_TEST(!answer.may_have_arrived);
}

BOOST_AUTO_TEST_CASE(an_unknown_host_and_a_strange_address_surely_never_arrived) {
    const Answer unknown = get("http://no-such-host.invalid/");
    BOOST_TEST(unknown.status == 0);
    BOOST_TEST(!unknown.may_have_arrived);
    const Answer strange = get("file:///etc/hostname");
    BOOST_TEST(strange.status == 0);
    BOOST_TEST(!strange.may_have_arrived);
    BOOST_TEST(strange.body == "the address is not an http or https URL");
}

BOOST_AUTO_TEST_CASE(a_connection_cut_without_an_answer_may_have_arrived) {
    const OneShot other("");
    const Answer answer = get(other.url());
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.may_have_arrived);
    BOOST_TEST(answer.body == "the connection was cut before the answer was complete");
}

BOOST_AUTO_TEST_CASE(half_an_answer_is_no_answer) {
    const OneShot other("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
    const Answer answer = get(other.url());
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.may_have_arrived);
}

BOOST_AUTO_TEST_CASE(no_answer_in_time_may_have_arrived) {
    ClientOptions options;
    options.total_timeout = std::chrono::milliseconds(100);
    std::vector<Respond> never_used;
    const auto silent = create_server({}, [&](const ServerRequest&, Respond respond) {
        never_used.push_back(std::move(respond));
    });
    BOOST_REQUIRE(silent);
    std::thread thread([&] { (*silent)->run(); });
    const Answer answer = get("http://127.0.0.1:" + std::to_string((*silent)->port()), options);
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.body == "no answer in time");
    BOOST_TEST(answer.may_have_arrived);
    (*silent)->stop(std::chrono::milliseconds(0));
    thread.join();
    never_used.clear();  // an answer belongs to its server
}

BOOST_AUTO_TEST_CASE(retry_after_is_read_in_seconds_only) {
    const OneShot seconds(
        "HTTP/1.1 429 Slow\r\nretry-after: 7\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    BOOST_TEST(get(seconds.url()).retry_after_s.value_or(0) == 7);
    const OneShot date(
        "HTTP/1.1 429 Slow\r\nRetry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\n"
        "Content-Length: 0\r\nConnection: close\r\n\r\n");
    BOOST_TEST(!get(date.url()).retry_after_s.has_value());
}

BOOST_AUTO_TEST_CASE(an_answer_over_the_limit_is_a_failure_with_a_sentence) {
    const Echo echo;
    ClientOptions options;
    options.body_limit = 3;
    const Answer answer = get(echo.url() + "/a", options);
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.body == "the answer is too large");
}

BOOST_AUTO_TEST_CASE(a_redirect_is_handed_over_and_not_followed) {
    const OneShot other(
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n"
        "Connection: close\r\n\r\n");
    BOOST_TEST(get(other.url()).status == 302);
}

BOOST_AUTO_TEST_CASE(a_cancelled_call_ends_soon_and_may_have_arrived) {
    ClientOptions options;
    options.cancelled = [] { return true; };
    const Echo echo;
    const Answer answer = get(echo.url() + "/a", options);
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.body == "the program is stopping");
    BOOST_TEST(answer.may_have_arrived);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::http::test
