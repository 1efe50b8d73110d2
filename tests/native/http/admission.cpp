#include <atomic>
#include <boost/test/unit_test.hpp>

#include "native/http/client.hpp"
#include "tests/native/http/raw.hpp"

namespace octospira::http::test {

namespace {

/// Lets in who has the word; counts whom it saw.
struct Porter {
    std::atomic<int> seen{0};
    ServerOptions options;

    Porter() {
        options.admit = [this](const RequestView& head) -> std::optional<ServerResponse> {
            ++seen;
            if (head.header("X-Word") == "please" && head.body.empty()) return std::nullopt;
            return ServerResponse{401, "no: " + std::string(head.path)};
        };
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(admission, Porter)

BOOST_AUTO_TEST_CASE(who_is_let_in_is_served_and_who_is_not_gets_the_porters_answer) {
    const Echo echo(options);
    const auto client = create_client({});
    BOOST_TEST(client->send("POST", echo.url() + "/a", {{"X-Word", "please"}}, "abc").body ==
               "POST /a 3");
    const Answer refused = client->send("POST", echo.url() + "/a", {}, "abc");
    BOOST_TEST(refused.status == 401);
    BOOST_TEST(refused.body == "no: /a");
    BOOST_TEST(seen == 2);
}

BOOST_AUTO_TEST_CASE(the_answer_comes_before_the_body_is_read) {
    const Echo echo(options);
    Raw raw(echo.port());
    raw.send(post(1000));
    const std::string answer = raw.read_to_end();
    BOOST_TEST(status_of(answer) == 401);
    BOOST_TEST(answer.find("Connection: close") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(who_is_not_let_in_is_not_asked_for_the_body) {
    const Echo echo(options);
    Raw raw(echo.port());
    raw.send(post(1000, "Expect: 100-continue\r\n"));
    BOOST_TEST(status_of(raw.read_to_end()) == 401);
}

BOOST_AUTO_TEST_CASE(credentials_come_before_the_size_of_the_body) {
    const Echo echo(options);
    const std::string large(10 * 1024 * 1024, 'x');
    const auto client = create_client({});
    BOOST_TEST(client->send("POST", echo.url() + "/a", {}, large).status == 401);
    BOOST_TEST(client->send("POST", echo.url() + "/a", {{"X-Word", "please"}}, large).status ==
               413);
}

BOOST_AUTO_TEST_CASE(a_refused_request_that_is_there_already_leaves_the_connection_open) {
    const Echo echo(options);
    Raw raw(echo.port());
    raw.send(post(3) + "abc" + post(2, "X-Word: please\r\n") + "de");
    const std::string answers = raw.read_until("POST /a 2");
    BOOST_TEST(status_of(answers) == 401);
    BOOST_TEST(answers.find("Connection: close") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_address_that_a_trusted_proxy_vouches_for_is_the_peer) {
    options.admit = {};
    const auto peer_of = [](const ServerOptions& with, const Fields& headers) {
        const Echo echo(with, [](const RequestView& request, const Respond& respond) {
            respond(200, request.peer);
        });
        return create_client({})->send("GET", echo.url() + "/", headers, "").body;
    };
    const Fields forwarded = {{"X-Forwarded-For", "192.0.2.1, 198.51.100.7"}};
    BOOST_TEST(peer_of(options, forwarded) == "127.0.0.1");
    options.trusted_proxies = Networks::parse({"127.0.0.0/8"}).value();
    BOOST_TEST(peer_of(options, forwarded) == "198.51.100.7");
    BOOST_TEST(peer_of(options, {}) == "127.0.0.1");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::http::test
