#include "native/http/server.hpp"

#include <boost/test/unit_test.hpp>
#include <future>

#include "native/http/client.hpp"
#include "tests/native/http/raw.hpp"

namespace octospira::http::test {

namespace {

std::string post(std::size_t length, const std::string& more = {}) {
    return "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(length) + "\r\n" +
           more + "\r\n";
}

int status_of(const std::string& answer) {
    return answer.size() < 12 ? 0 : std::atoi(answer.substr(9, 3).c_str());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(server)

BOOST_AUTO_TEST_CASE(several_requests_go_over_one_connection) {
    const Echo echo;
    Raw raw(echo.port());
    raw.send(post(2) + "ab");
    BOOST_TEST(status_of(raw.read_until("POST /a 2")) == 200);
    raw.send("GET /b%20c?x=1 HTTP/1.1\r\nHost: x\r\n\r\n");
    BOOST_TEST(raw.read_until("GET /b c 0").find("200") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(requests_sent_without_waiting_are_answered_in_order) {
    const Echo echo;
    Raw raw(echo.port());
    raw.send(post(1) + "a" + post(3) + "abc");
    const std::string answers = raw.read_until("POST /a 3");
    BOOST_TEST(answers.find("POST /a 1") < answers.find("POST /a 3"));
}

BOOST_AUTO_TEST_CASE(the_answer_to_head_has_no_body_that_would_be_read_as_the_next_answer) {
    const Echo echo;
    Raw raw(echo.port());
    raw.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n" + post(1) + "a");
    const std::string answers = raw.read_until("POST /a 1");
    BOOST_TEST(answers.find("Content-Length: 9\r\n") != std::string::npos);  // of "HEAD /a 0"
    BOOST_TEST(answers.find("HEAD /a 0") == std::string::npos);
    BOOST_TEST(answers.find("\r\n\r\nHTTP/1.1 200 OK\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_connection_closes_when_the_client_wants_it) {
    const Echo echo;
    Raw raw(echo.port());
    raw.send("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    BOOST_TEST(status_of(raw.read_to_end()) == 200);
}

BOOST_AUTO_TEST_CASE(who_expects_100_continue_gets_it) {
    const Echo echo;
    Raw raw(echo.port());
    raw.send(post(3, "Expect: 100-continue\r\n"));
    BOOST_TEST(status_of(raw.read_until("\r\n\r\n")) == 100);
    raw.send("abc");
    BOOST_TEST(status_of(raw.read_until("POST /a 3")) == 200);
}

BOOST_AUTO_TEST_CASE(a_body_of_exactly_the_limit_is_taken_and_one_more_byte_is_not) {
    ServerOptions options;
    options.body_limit = 1000;
    const Echo echo(options);
    const auto client = create_client({});
    BOOST_TEST(client->send("POST", echo.url() + "/a", {}, std::string(1000, 'x')).status == 200);
    BOOST_TEST(client->send("POST", echo.url() + "/a", {}, std::string(1001, 'x')).status == 413);
}

BOOST_AUTO_TEST_CASE(a_body_without_length_is_counted_and_refused_too) {
    ServerOptions options;
    options.body_limit = 1000;
    const Echo echo(options);
    Raw raw(echo.port());
    raw.send("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" +
             std::string(2000, 'x') + "\r\n0\r\n\r\n");
    BOOST_TEST(status_of(raw.read_to_end()) == 413);
}

BOOST_AUTO_TEST_CASE(ten_megabytes_get_an_answer_the_client_can_read) {
    const Echo echo;
    const Answer answer =
        create_client({})->send("POST", echo.url() + "/a", {}, std::string(10 * 1024 * 1024, 'x'));
    BOOST_TEST(answer.status == 413);
    BOOST_TEST(answer.body.find("too large") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_header_over_the_limit_gets_431) {
    const Echo echo;
    Raw raw(echo.port());
    raw.send("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n");
    BOOST_TEST(status_of(raw.read_to_end()) == 431);
}

BOOST_AUTO_TEST_CASE(what_is_not_http_gets_400) {
    const Echo echo;
    Raw raw(echo.port());
    raw.send("\x16\x03\x01\x02 hello there, is this TLS?\r\n\r\n");
    BOOST_TEST(status_of(raw.read_to_end()) == 400);
}

BOOST_AUTO_TEST_CASE(one_connection_too_many_gets_503_and_room_comes_back) {
    ServerOptions options;
    options.max_connections = 1;
    const Echo echo(options);
    {
        Raw first(echo.port());
        first.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
        (void)first.read_until("GET /a 0");
        Raw second(echo.port());
        second.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
        const std::string answer = second.read_to_end();
        BOOST_TEST(status_of(answer) == 503);
        BOOST_TEST(answer.find("Retry-After") != std::string::npos);
    }
    const auto client = create_client({});
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    int status = 0;
    while (status != 200 && std::chrono::steady_clock::now() < deadline) {
        status = client->send("GET", echo.url() + "/a", {}, "").status;
    }
    BOOST_TEST(status == 200);
}

BOOST_AUTO_TEST_CASE(who_does_not_finish_a_request_in_time_is_cut_off) {
    ServerOptions options;
    options.idle_timeout = std::chrono::seconds(1);
    const Echo echo(options);
    Raw raw(echo.port());
    raw.send(post(10) + "abc");
    const auto begin = std::chrono::steady_clock::now();
    BOOST_TEST(status_of(raw.read_to_end()) != 200);
    BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(8)));
}

BOOST_AUTO_TEST_CASE(a_request_in_hand_is_answered_although_the_server_stops) {
    std::promise<Respond> in_hand;
    auto server = create_server(
        {}, [&](const ServerRequest&, Respond respond) { in_hand.set_value(std::move(respond)); });
    BOOST_REQUIRE(server);
    std::thread thread([&] { (*server)->run(); });
    Raw raw((*server)->port());
    raw.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    const Respond respond = in_hand.get_future().get();

    (*server)->stop();
    (*server)->post([respond] { respond({200, "answered"}); });

    BOOST_TEST(raw.read_to_end().find("answered") != std::string::npos);
    thread.join();
}

BOOST_AUTO_TEST_CASE(a_taken_port_and_a_name_for_an_address_are_refused_with_a_sentence) {
    const Echo echo;
    ServerOptions options;
    options.port = echo.port();
    const auto taken = create_server(options, [](const ServerRequest&, const Respond&) {});
    BOOST_REQUIRE(!taken);
    BOOST_TEST(sentence(taken.error()).find("another port") != std::string::npos);
    options.address = "localhost";
    BOOST_TEST(!create_server(options, [](const ServerRequest&, const Respond&) {}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::http::test
