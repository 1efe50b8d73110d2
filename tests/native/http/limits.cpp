#include <boost/test/unit_test.hpp>
#include <memory>
#include <thread>
#include <vector>

#include "native/http/client.hpp"
#include "native/http/connection_counts.hpp"
#include "tests/native/http/raw.hpp"

namespace octospira::http::test {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kShort(200);

/// An Echo with all times short but one, which the test is about.
ServerOptions patient_but(milliseconds ServerOptions::*time) {
    ServerOptions options;
    options.*time = kShort;
    return options;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(limits)

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

BOOST_AUTO_TEST_CASE(a_header_that_drips_line_by_line_is_counted_as_a_whole) {
    const Echo echo;
    Raw raw(echo.port());
    raw.send("GET / HTTP/1.1\r\n");
    const std::string line = "X: " + std::string(1000, 'x') + "\r\n";
    for (int i = 0; i < 20 && !raw.answered_within(milliseconds(5)); ++i) raw.send(line);
    BOOST_TEST(status_of(raw.read_to_end()) == 431);
}

BOOST_AUTO_TEST_CASE(a_chunk_whose_line_never_ends_and_trailers_without_end_get_431) {
    const Echo echo;
    const std::string head = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    Raw line(echo.port());
    line.send(head + "1;" + std::string(40'000, 'x'));
    BOOST_TEST(status_of(line.read_to_end()) == 431);
    Raw trailers(echo.port());
    trailers.send(head + "0\r\nX: " + std::string(40'000, 'x'));
    BOOST_TEST(status_of(trailers.read_to_end()) == 431);
}

BOOST_AUTO_TEST_CASE(two_lengths_a_folded_header_and_a_length_with_chunks_get_400) {
    const Echo echo;
    for (const std::string more :
         {"Content-Length: 3\r\nContent-Length: 4\r\n", "X: folded\r\n value\r\n",
          "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "Content-Length: -1\r\n"}) {
        Raw raw(echo.port());
        raw.send("POST /a HTTP/1.1\r\nHost: x\r\n" + more + "\r\nabc");
        BOOST_TEST(status_of(raw.read_to_end()) == 400, more);
    }
}

BOOST_AUTO_TEST_CASE(who_says_nothing_is_closed_without_a_word) {
    ServerOptions options = patient_but(&ServerOptions::idle_timeout);
    Refusals refusals;
    refusals.listen_to(options);
    const Echo echo(options);
    Raw silent(echo.port());
    BOOST_TEST(silent.read_to_end().empty());
    Raw kept(echo.port());
    kept.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    (void)kept.read_until("GET /a 0");
    BOOST_TEST(kept.read_to_end().empty());
    BOOST_TEST(refusals.count(408) == 0);
}

BOOST_AUTO_TEST_CASE(a_header_that_drips_byte_by_byte_is_cut_off_in_time) {
    ServerOptions options = patient_but(&ServerOptions::header_timeout);
    Refusals refusals;
    refusals.listen_to(options);
    const Echo echo(options);
    Raw raw(echo.port());
    BOOST_TEST(
        raw.drip("GET /a HTTP/1.1\r\nHost: x\r\nX: " + std::string(500, 'x'), milliseconds(20)));
    BOOST_TEST(status_of(raw.read_to_end()) == 408);
    BOOST_TEST(refusals.count(408) == 1);
    BOOST_TEST(refusals.last_peer() == "127.0.0.1");
}

BOOST_AUTO_TEST_CASE(a_body_that_drips_byte_by_byte_is_cut_off_in_time) {
    const Echo echo(patient_but(&ServerOptions::body_timeout));
    Raw raw(echo.port());
    raw.send(post(500));
    BOOST_TEST(raw.drip(std::string(499, 'x'), milliseconds(20)));
    BOOST_TEST(status_of(raw.read_to_end()) == 408);
}

BOOST_AUTO_TEST_CASE(who_does_not_take_the_answer_loses_the_connection) {
    ServerOptions options = patient_but(&ServerOptions::answer_timeout);
    options.max_connections = 1;
    const std::string large(64 * 1024 * 1024, 'x');
    const Echo echo(options, [&](const RequestView& request, const Respond& respond) {
        respond({200, request.path == "/large" ? large : "small"});
    });
    Raw raw(echo.port());
    raw.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");

    const auto client = create_client({});
    BOOST_TEST(soon([&] { return client->send("GET", echo.url() + "/", {}, "").status == 200; }));
}

BOOST_AUTO_TEST_CASE(a_handler_may_take_longer_than_every_limit) {
    ServerOptions options;
    options.idle_timeout = options.header_timeout = options.body_timeout = milliseconds(50);
    options.answer_timeout = milliseconds(50);
    Server* server = nullptr;
    Echo echo(options, [&](const RequestView&, const Respond& respond) {
        server->after(kShort, [respond] { respond(200, "late"); });
    });
    server = &echo.server();
    BOOST_TEST(create_client({})->send("GET", echo.url() + "/", {}, "").body == "late");
}

BOOST_AUTO_TEST_CASE(what_the_server_refuses_by_itself_is_told) {
    ServerOptions options;
    options.body_limit = 10;
    options.max_connections = 1;
    Refusals refusals;
    refusals.listen_to(options);
    const Echo echo(options);
    const auto one = [&](const std::string& bytes) {
        BOOST_REQUIRE(soon([&] {
            Raw raw(echo.port());
            raw.send(bytes);
            return status_of(raw.read_to_end()) != 503;
        }));
    };
    one("nonsense\r\n\r\n");
    one(post(11));
    one("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n");
    BOOST_TEST(refusals.count(400) == 1);
    BOOST_TEST(refusals.count(413) == 1);
    BOOST_TEST(refusals.count(431) == 1);
    BOOST_TEST(refusals.last_reason() == "The header is too large.");
    Raw first(echo.port());
    BOOST_TEST(soon([&] {
        const int before = refusals.count(503);
        Raw second(echo.port());
        return status_of(second.read_to_end()) == 503 && refusals.count(503) == before + 1;
    }));
}

BOOST_AUTO_TEST_CASE(who_is_turned_away_takes_no_place) {
    ServerOptions options;
    options.max_connections = 1;
    const Echo echo(options);
    auto first = std::make_unique<Raw>(echo.port());
    std::vector<std::unique_ptr<Raw>> turned_away;  // and they do not hang up
    const auto another_gets = [&] {
        turned_away.push_back(std::make_unique<Raw>(echo.port()));
        turned_away.back()->send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
        return status_of(turned_away.back()->read_until("\r\n\r\n"));
    };
    BOOST_TEST(soon([&] { return another_gets() == 503; }));

    first.reset();

    BOOST_TEST(soon([&] {
        std::this_thread::sleep_for(milliseconds(50));  // some of them are there at any time
        return another_gets() == 200;
    }));
}

BOOST_AUTO_TEST_CASE(one_address_may_not_have_more_than_its_share) {
    const IpAddress one = IpAddress::parse("192.0.2.1").value();
    const IpAddress other = IpAddress::parse("192.0.2.2").value();
    ConnectionCounts counts(2);
    counts.add(one);
    BOOST_TEST(counts.room_for(one));
    counts.add(one);
    BOOST_TEST(!counts.room_for(one));
    BOOST_TEST(counts.room_for(other));
    counts.remove(one);
    BOOST_TEST(counts.room_for(one));
}

BOOST_AUTO_TEST_CASE(this_machine_may_have_more_than_its_share) {
    ServerOptions options;
    options.max_connections_per_peer = 1;
    const Echo echo(options);
    const Raw first(echo.port());
    Raw second(echo.port());
    second.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    BOOST_TEST(status_of(second.read_until("GET /a 0")) == 200);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::http::test
