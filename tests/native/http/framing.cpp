// What RFC 9112 and RFC 9110 demand of a server that reads requests; the sections are named.

#include <boost/test/unit_test.hpp>
#include <new>

#include "native/http/connection_counts.hpp"
#include "tests/native/http/raw.hpp"

namespace octospira::http::test {

namespace {

std::string header_line(const std::string& name, const std::string& value) {
    return name + ": " + value + "\r\n";
}

std::string get(const std::string& path) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
}

const std::string kSmuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

/// A server, and what it answers to bytes that end with the connection.
struct Asked {
    Echo echo;

    std::string all(const std::string& bytes) const {
        Raw raw(echo.port());
        raw.send(bytes);
        return raw.read_to_end();
    }
    int status(const std::string& bytes) const { return status_of(all(bytes)); }
    /// The status of a POST with these header lines, a body, and a request in the body's place.
    /// Whatever it is, the second request must not be read.
    int framed(const std::string& version, const std::string& lines) const {
        const std::string answers =
            all("POST /a " + version + "\r\nHost: x\r\n" + lines + "\r\n" + kSmuggled);
        BOOST_TEST(answers.find("/smuggled") == std::string::npos, lines);
        BOOST_TEST(answers.find("Connection: close") != std::string::npos, lines);
        return status_of(answers);
    }
    /// Of the request's line alone, with a Host.
    int line(const std::string& request_line) const {
        return status(request_line + "\r\nHost: x\r\nConnection: close\r\n\r\n");
    }
    int host(const std::string& lines, const std::string& version = "HTTP/1.1") const {
        return status("GET /a " + version + "\r\n" + lines + "Connection: close\r\n\r\n");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(framing, Asked)

// RFC 9112 §6.1, §6.3

BOOST_AUTO_TEST_CASE(a_coding_that_does_not_end_with_chunked_gets_400_and_ends_the_connection) {
    for (const char* coding : {"gzip", "xchunked", "identity", "chunked, gzip", "chunked;q=1",
                               "chunked x", "gzip, chunked, deflate", "", ","}) {
        BOOST_TEST(framed("HTTP/1.1", header_line("Transfer-Encoding", coding)) == 400, coding);
    }
}

BOOST_AUTO_TEST_CASE(a_coding_before_chunked_gets_501) {
    for (const char* coding : {"gzip, chunked", "chunked, chunked", "x, y, Chunked"})
        BOOST_TEST(framed("HTTP/1.1", header_line("Transfer-Encoding", coding)) == 501, coding);
    BOOST_TEST(framed("HTTP/1.1", "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n") ==
               501);
}

BOOST_AUTO_TEST_CASE(a_coding_beside_a_length_gets_400) {
    for (const char* coding : {"chunked", "gzip", "gzip, chunked", "xchunked"}) {
        const std::string line = header_line("Transfer-Encoding", coding);
        BOOST_TEST(framed("HTTP/1.1", line + "Content-Length: 3\r\n") == 400, coding);
        BOOST_TEST(framed("HTTP/1.1", "Content-Length: 3\r\n" + line) == 400, coding);
    }
}

BOOST_AUTO_TEST_CASE(a_coding_in_http_1_0_gets_400) {
    BOOST_TEST(framed("HTTP/1.0", "Transfer-Encoding: chunked\r\n") == 400);
}

BOOST_AUTO_TEST_CASE(lengths_that_differ_or_are_none_get_400) {
    for (const char* lines :
         {"Content-Length: 3\r\nContent-Length: 4\r\n", "Content-Length: 3, 4\r\n",
          "Content-Length: -1\r\n", "Content-Length: +3\r\n", "Content-Length: 0x3\r\n",
          "Content-Length: 3 3\r\n", "Content-Length: \r\n",
          "Content-Length: 99999999999999999999\r\n"}) {
        BOOST_TEST(framed("HTTP/1.1", lines) == 400, lines);
    }
}

BOOST_AUTO_TEST_CASE(chunks_that_are_none_get_400) {
    const std::string head = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const char* body :
         {"x\r\n", "-1\r\nabc\r\n", "3\r\nabcd\r\n0\r\n\r\n", "3\nabc\r\n0\r\n\r\n",
          "ffffffffffffffffff\r\n", "0x3\r\nabc\r\n0\r\n\r\n"}) {
        BOOST_TEST(status(head + body) == 400, body);
    }
}

// RFC 9112 §2.2, §5.1, §5.2

BOOST_AUTO_TEST_CASE(a_folded_line_gets_400_wherever_it_stands) {
    for (const char* lines :
         {"X: folded\r\n value\r\n", "X: folded\r\n\tvalue\r\n", " X: first\r\n",
          "Transfer-Encoding:\r\n chunked\r\n", "X-Secret: a\r\n b\r\n", "X: a\r\n \r\n"}) {
        BOOST_TEST(framed("HTTP/1.1", lines) == 400, lines);
    }
}

BOOST_AUTO_TEST_CASE(a_blank_before_the_colon_and_a_name_that_is_none_get_400) {
    for (const char* lines :
         {"Content-Length : 3\r\n", "X\t: 1\r\n", ": empty\r\n", "no colon\r\n", "a(b): 1\r\n"}) {
        BOOST_TEST(framed("HTTP/1.1", lines) == 400, lines);
    }
}

BOOST_AUTO_TEST_CASE(a_line_feed_without_its_return_gets_400_at_once) {
    BOOST_TEST(status("GET /a HTTP/1.1\nHost: x\n\n") == 400);
    BOOST_TEST(status("GET /a HTTP/1.1\r\nHost: x\n\r\n") == 400);
    BOOST_TEST(status("GET /a HTTP/1.1\r\nHost: x\r\n\n") == 400);
    BOOST_TEST(status("GET /a HTTP/1.1\r\nHost: x\rX: y\r\n\r\n") == 400);
    const std::string zero(1, '\0');
    BOOST_TEST(status("GET /a HTTP/1.1\r\nHost: x\r\nX: " + zero + "\r\n\r\n") == 400);
}

BOOST_AUTO_TEST_CASE(empty_lines_before_a_request_are_skipped) {
    Raw raw(echo.port());
    raw.send("\r\n\r\nGET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    BOOST_TEST(status_of(raw.read_until("GET /a 0")) == 200);
    raw.send("\r");
    raw.send("\n" + post(2) + "ab\r\n" + post(3) + "abc");
    const std::string answers = raw.read_until("POST /a 3");
    BOOST_TEST(answers.find("POST /a 2") != std::string::npos);
    BOOST_TEST(answers.find("POST /a 3") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_connection_that_only_gets_empty_lines_is_idle_and_closed_without_a_word) {
    ServerOptions options;
    options.idle_timeout = std::chrono::milliseconds(200);
    const Echo patient(options);
    Raw raw(patient.port());
    raw.send("\r\n\r\n");
    BOOST_TEST(raw.read_to_end().empty());
}

// RFC 9112 §3.2, RFC 9110 §7.2

BOOST_AUTO_TEST_CASE(http_1_1_has_one_host_and_http_1_0_may_have_none) {
    BOOST_TEST(host("") == 400);
    BOOST_TEST(host("Host: x\r\nHost: x\r\n") == 400);
    BOOST_TEST(host("Host: x\r\nHost: y\r\n", "HTTP/1.0") == 400);
    BOOST_TEST(host("", "HTTP/1.0") == 200);
    BOOST_TEST(host("Host: x\r\n", "HTTP/1.0") == 200);
}

BOOST_AUTO_TEST_CASE(a_host_is_a_name_or_an_address_with_or_without_a_port) {
    for (const char* good : {"", "x", "a.example:8802", "127.0.0.1:1", "[::1]", "[2001:db8::1]:80",
                             "under_score.example", "x:"}) {
        BOOST_TEST(host(std::string("Host: ") + good + "\r\n") == 200, good);
    }
    for (const char* bad : {"a b", "x:80a", "a/b", "http://x", "u@x", "[::1", "::1", "a,b c", "x?y",
                            "<x>", "[]", "x\\y"}) {
        BOOST_TEST(host(std::string("Host: ") + bad + "\r\n") == 400, bad);
    }
}

BOOST_AUTO_TEST_CASE(the_absolute_form_is_the_path_in_it) {
    const auto path = [this](const std::string& target) {
        return all("GET " + target + " HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n");
    };
    BOOST_TEST(path("http://x.example/a%20b").find("GET /a b 0") != std::string::npos);
    BOOST_TEST(path("HTTPS://x.example:8443/a?q=1").find("GET /a 0") != std::string::npos);
    BOOST_TEST(path("http://[::1]:80/a").find("GET /a 0") != std::string::npos);
    BOOST_TEST(path("http://x.example").find("GET / 0") != std::string::npos);
    BOOST_TEST(path("http://x.example?q=1").find("GET / 0") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_target_in_no_form_gets_400) {
    for (const char* target : {"a", "x.example/a", "*", "http://", "http:///a", "http://:80/a",
                               "http://u@x/a", "ftp://x/a", "?q=1"}) {
        BOOST_TEST(line(std::string("GET ") + target + " HTTP/1.1") == 400, target);
    }
}

BOOST_AUTO_TEST_CASE(options_for_the_server_as_a_whole_says_which_methods_there_are) {
    const std::string answer = all("OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    BOOST_TEST(status_of(answer) == 204);
    BOOST_TEST(answer.find("Allow: GET, HEAD, POST, OPTIONS\r\n") != std::string::npos);
    BOOST_TEST(answer.find("Content-Length") == std::string::npos);  // RFC 9110 §8.6
}

BOOST_AUTO_TEST_CASE(a_method_nobody_knows_reaches_the_handler_and_a_tunnel_gets_501) {
    BOOST_TEST(line("BREW /a HTTP/1.1") == 200);
    BOOST_TEST(line("CONNECT x.example:443 HTTP/1.1") == 501);
}

// RFC 9112 §2.3, §3; RFC 9110 §2.5, §15.6.6

BOOST_AUTO_TEST_CASE(another_major_version_gets_505_and_a_later_minor_one_is_1_1) {
    BOOST_TEST(line("GET /a HTTP/2.0") == 505);
    BOOST_TEST(line("GET /a HTTP/0.9") == 505);
    BOOST_TEST(status("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == 505);
    BOOST_TEST(line("GET /a HTTP/1.2") == 200);
    for (const char* bad :
         {"GET /a", "GET /a HTTP/1", "GET /a HTTP/1.10", "GET /a http/1.1", "GET  /a HTTP/1.1",
          "GET /a b HTTP/1.1", "GET /a HTTP/1.1 ", "GET", " GET /a HTTP/1.1", "G(T /a HTTP/1.1"}) {
        BOOST_TEST(line(bad) == 400, bad);
    }
}

BOOST_AUTO_TEST_CASE(a_request_line_without_end_gets_414_and_headers_without_end_431) {
    BOOST_TEST(status("GET /" + std::string(20'000, 'a')) == 414);
    BOOST_TEST(line("GET /" + std::string(20'000, 'a') + " HTTP/1.1") == 431);
    BOOST_TEST(status("GET /a HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'a')) == 431);
    BOOST_TEST(line("GET /" + std::string(8'000, 'a') + " HTTP/1.1") == 200);
}

// RFC 9110 §10.1.1

BOOST_AUTO_TEST_CASE(only_100_continue_can_be_expected) {
    Raw raw(echo.port());
    raw.send(post(3, "Expect: 200-ok\r\n"));
    BOOST_TEST(status_of(raw.read_to_end()) == 417);
    Raw old(echo.port());
    old.send("POST /a HTTP/1.0\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc");
    BOOST_TEST(status_of(old.read_to_end()) == 200);
    Raw there(echo.port());
    there.send(post(3, "expect: 100-Continue\r\n") + "abc");
    BOOST_TEST(there.read_until("POST /a 3").find("POST /a 3") != std::string::npos);
}

// RFC 9112 §7.1.2, RFC 9110 §6.5.1

BOOST_AUTO_TEST_CASE(a_trailer_is_no_header) {
    const Echo looking({}, [](const RequestView& request, const Respond& respond) {
        respond(200, request.header("X-Secret") ? "trailer taken" : "no trailer");
    });
    Raw raw(looking.port());
    raw.send(
        "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        "1\r\na\r\n0\r\nX-Secret: a\r\n\r\n");
    BOOST_TEST(raw.read_until("trailer").find("no trailer") != std::string::npos);
}

// RFC 9110 §6.6.1

BOOST_AUTO_TEST_CASE(every_answer_is_dated) {
    const std::string answer = all("GET /a HTTP/1.0\r\n\r\n");
    const std::size_t at = answer.find("\r\nDate: ");
    BOOST_REQUIRE(at != std::string::npos);
    const std::string date = answer.substr(at + 8, 29);
    BOOST_TEST(date.substr(25) == " GMT");
    BOOST_TEST(date[3] == ',');
    BOOST_TEST(all("nonsense\r\n\r\n").find("\r\nDate: ") != std::string::npos);
}

// RFC 9112 §9.6

BOOST_AUTO_TEST_CASE(after_a_refusal_the_unread_body_does_not_reset_the_connection) {
    Raw raw(echo.port());
    raw.send("POST /a HTTP/1.1\r\nContent-Length: 3000000\r\n\r\n");
    raw.send(std::string(3'000'000, 'x'));
    BOOST_TEST(status_of(raw.read_to_end()) == 400);
}

// What a handler throws

BOOST_AUTO_TEST_CASE(an_exception_is_answered_with_503_and_the_server_serves_on) {
    ServerOptions options;
    Refusals refusals;
    refusals.listen_to(options);
    options.admit = [](const RequestView& head) -> std::optional<ServerResponse> {
        if (head.path == "/head") throw std::bad_alloc();
        return std::nullopt;
    };
    const Echo throwing(options, [](const RequestView& request, const Respond& respond) {
        if (request.path == "/body") throw std::bad_alloc();
        respond(200, "{}");
    });
    for (const char* path : {"/head", "/body"}) {
        Raw raw(throwing.port());
        raw.send(get(path));
        BOOST_TEST(status_of(raw.read_to_end()) == 503, path);
    }
    throwing.server().post([] { throw std::bad_alloc(); });
    Raw raw(throwing.port());
    raw.send(get("/a"));
    BOOST_TEST(status_of(raw.read_until("{}")) == 200);
    BOOST_TEST(refusals.count(503) == 3);
}

BOOST_AUTO_TEST_CASE(who_gets_no_answer_because_the_handler_dropped_it_is_closed) {
    const Echo forgetful({}, [](const RequestView&, const Respond&) {});
    Raw raw(forgetful.port());
    raw.send(get("/a"));
    BOOST_TEST(raw.read_to_end().empty());
}

BOOST_AUTO_TEST_CASE(an_ipv6_network_of_64_bits_is_one_client) {
    const auto ip = [](const char* text) { return IpAddress::parse(text).value(); };
    ConnectionCounts counts(2);
    counts.add(ip("2001:db8:0:1::1"));
    counts.add(ip("2001:db8:0:1:ffff::2"));
    BOOST_TEST(!counts.room_for(ip("2001:db8:0:1::3")));
    BOOST_TEST(counts.room_for(ip("2001:db8:0:2::1")));
    counts.remove(ip("2001:db8:0:1::1"));
    BOOST_TEST(counts.room_for(ip("2001:db8:0:1::3")));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::http::test
