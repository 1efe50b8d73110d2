#include "native/http/server.hpp"

#include <boost/test/unit_test.hpp>
#include <future>

#include "native/http/client.hpp"
#include "tests/native/http/raw.hpp"

namespace octospira::http::test {

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

BOOST_AUTO_TEST_CASE(a_bad_request_after_a_head_is_told_what_is_wrong) {
    const Echo echo;
    Raw raw(echo.port());
    raw.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTX/1.1\r\n\r\n");
    const std::string answers = raw.read_to_end();
    BOOST_TEST(answers.find("This is not an HTTP/1.1 request.") != std::string::npos, answers);
}

BOOST_AUTO_TEST_CASE(a_connection_closes_when_the_client_wants_it) {
    const Echo echo;
    Raw raw(echo.port());
    raw.send("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    BOOST_TEST(status_of(raw.read_to_end()) == 200);
}

BOOST_AUTO_TEST_CASE(thousands_of_requests_sent_at_once_are_all_answered) {
    const Echo echo;
    Raw raw(echo.port());
    std::string all;
    for (int i = 0; i < 5000; ++i) all += "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    raw.send(all + "GET /last HTTP/1.1\r\nHost: x\r\n\r\n");
    BOOST_TEST(raw.read_until("GET /last 0").find("GET /a 0") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_body_in_chunks_is_put_together_and_what_follows_it_is_found) {
    const Echo echo;
    Raw raw(echo.port());
    const std::string head = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    raw.send(head + "3;note=1\r\nabc\r\n2\r\nde\r\n0\r\nSome: trailer\r\n\r\n" + post(1) + "x");
    const std::string answers = raw.read_until("POST /a 1");
    BOOST_TEST(answers.find("POST /a 5") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_request_in_small_pieces_is_the_same_request) {
    const Echo echo;
    Raw raw(echo.port());
    const std::string whole = post(5) + "abcde";
    for (const char byte : whole) raw.send(std::string(1, byte));
    BOOST_TEST(status_of(raw.read_until("POST /a 5")) == 200);
}

BOOST_AUTO_TEST_CASE(a_body_larger_than_the_buffer_arrives_whole_with_its_head) {
    std::string body(900'000, 'x');
    body.back() = '!';
    const Echo echo({}, [&](const RequestView& request, const Respond& respond) {
        const bool same = request.body == body && request.header("x-name") == "value" &&
                          request.path == "/ab" && request.query == "c=%64";
        respond(200, same ? "same" : "different");
    });
    const Answer answer =
        create_client({})->send("POST", echo.url() + "/%61b?c=%64", {{"X-Name", "value"}}, body);
    BOOST_TEST(answer.body == "same");
}

BOOST_AUTO_TEST_CASE(a_large_answer_arrives_whole) {
    std::string body(20 * 1024 * 1024, 'x');
    const Echo echo({}, [&](const RequestView&, const Respond& respond) {
        respond({200, body, "text/plain", {{"X-Name", "value"}}});
    });
    ClientOptions options;
    options.body_limit = 2 * body.size();
    BOOST_TEST((create_client(options)->send("GET", echo.url() + "/", {}, "").body == body));
}

BOOST_AUTO_TEST_CASE(head_gets_the_length_and_no_body_and_the_next_answer_is_found) {
    const Echo echo;
    Raw raw(echo.port());
    raw.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string answers = raw.read_until("GET /b 0");
    BOOST_TEST(answers.find("Content-Length: 9\r\n\r\nHTTP/1.1 200") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(http_1_0_closes_unless_it_asks_to_stay) {
    const Echo echo;
    Raw leaves(echo.port());
    leaves.send("GET /a HTTP/1.0\r\n\r\n");
    BOOST_TEST(status_of(leaves.read_to_end()) == 200);
    Raw stays(echo.port());
    stays.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    BOOST_TEST(stays.read_until("GET /a 0").find("Connection: keep-alive") != std::string::npos);
    stays.send("GET /b HTTP/1.0\r\n\r\n");
    BOOST_TEST(status_of(stays.read_until("GET /b 0")) == 200);
}

BOOST_AUTO_TEST_CASE(who_expects_100_continue_gets_it) {
    const Echo echo;
    Raw raw(echo.port());
    raw.send(post(3, "Expect: 100-continue\r\n"));
    BOOST_TEST(status_of(raw.read_until("\r\n\r\n")) == 100);
    raw.send("abc");
    BOOST_TEST(status_of(raw.read_until("POST /a 3")) == 200);
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
