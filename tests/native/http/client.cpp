#include "native/http/client.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <ctime>
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

BOOST_AUTO_TEST_CASE(a_refused_connection_surely_never_arrived_and_names_the_address) {
    const std::string closed = "127.0.0.1:" + std::to_string(closed_port());
    const Answer answer = get("http://user:geheim123@" + closed + "/a?key=geheim456");
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.body == "connection refused (" + closed + ")");
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
    const auto silent = create_server(
        {}, [&](const RequestView&, Respond respond) { never_used.push_back(std::move(respond)); });
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

BOOST_AUTO_TEST_CASE(retry_after_is_read_in_seconds_and_as_a_date) {
    const auto asked = [](const std::string& value) {
        const OneShot other("HTTP/1.1 429 Slow\r\nretry-after: " + value +
                            "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return get(other.url()).retry_after_s;
    };
    BOOST_TEST(asked("7").value_or(0) == 7);
    BOOST_TEST(asked("120").value_or(0) == 120);
    BOOST_TEST(asked("3600").value_or(0) == 3600);
    BOOST_TEST(!asked("soon").has_value());
    BOOST_TEST(!asked("Wed, 21 Oct 2015 07:28:00 GMT").has_value());
    const std::time_t later = std::time(nullptr) + 1000;
    char date[64];
    std::strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&later));
    const int seconds = asked(date).value_or(0);
    BOOST_TEST(seconds > 900);
    BOOST_TEST(seconds <= 1000);
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
    std::atomic<int> followed{0};
    const Echo target({}, [&](const RequestView&, const Respond& respond) {
        ++followed;
        respond(200, "{}");
    });
    const OneShot other("HTTP/1.1 302 Found\r\nLocation: " + target.url() +
                        "/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    BOOST_TEST(get(other.url()).status == 302);
    BOOST_TEST(followed == 0);
}

BOOST_AUTO_TEST_CASE(a_proxy_is_used_where_it_is_set_and_only_there) {
    const OneShot proxy("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nproxy");
    ClientOptions options;
    options.proxy = proxy.url();
    BOOST_TEST(get("http://somewhere.invalid/", options).body == "proxy");
    ::setenv("http_proxy", proxy.url().c_str(), 1);
    const Echo echo;
    BOOST_TEST(get(echo.url() + "/a").body == "GET /a 0");
    ::unsetenv("http_proxy");
}

BOOST_AUTO_TEST_CASE(a_call_that_is_cancelled_before_it_is_sent_never_arrived) {
    ClientOptions options;
    options.cancelled = [] { return true; };
    const Echo echo;
    const Answer answer = get(echo.url() + "/a", options);
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.body == "the program is stopping");
    BOOST_TEST(!answer.may_have_arrived);
}

BOOST_AUTO_TEST_CASE(a_call_that_is_cancelled_while_it_waits_ends_soon_and_may_have_arrived) {
    std::atomic<bool> arrived{false};
    std::vector<Respond> never_used;
    const Echo silent({}, [&](const RequestView&, Respond respond) {
        never_used.push_back(std::move(respond));
        arrived = true;
    });
    ClientOptions options;
    options.cancelled = [&] { return arrived.load(); };
    const Answer answer = get(silent.url() + "/a", options);
    BOOST_TEST(answer.body == "the program is stopping");
    BOOST_TEST(answer.may_have_arrived);
    silent.server().stop(std::chrono::milliseconds(0));
    never_used.clear();  // an answer belongs to its server
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::http::test
