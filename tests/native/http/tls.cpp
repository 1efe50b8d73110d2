#include <boost/test/unit_test.hpp>

#include "native/http/client.hpp"
#include "tests/native/http/certificates.hpp"
#include "tests/native/http/raw.hpp"
#include "tests/native/support.hpp"

namespace octospira::http::test {

namespace {

Answer ask(const std::string& url, const std::string& ca_file, const std::string& body = {}) {
    ClientOptions options;
    options.ca_file = ca_file;
    return create_client(options)->send("POST", url + "/a", {}, body);
}

/// A handshake by the openssl command; everything it prints, its exit code when it succeeded.
Ran handshake(const Echo& echo, const std::string& more) {
    return ran("openssl s_client -connect 127.0.0.1:" + std::to_string(echo.port()) + " " + more +
               " </dev/null");
}

/// Whether the certificate is of that name; OpenSSL before 3.2 writes blanks around "=".
bool names(const Ran& handshake, const std::string& name) {
    return octospira::test::has(handshake.text, "CN = " + name) ||
           octospira::test::has(handshake.text, "CN=" + name);
}

struct Secured : Certificates {
    TlsFiles pair = make("first");
    ServerOptions options;
    Secured() { options.tls = pair; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(tls, Secured)

BOOST_AUTO_TEST_CASE(requests_small_and_large_go_over_tls) {
    const Echo echo(options);
    BOOST_TEST(ask(echo.https_url(), pair.certificate, "abc").body == "POST /a 3");
    BOOST_TEST(ask(echo.https_url(), pair.certificate, std::string(1'000'000, 'x')).body ==
               "POST /a 1000000");
    BOOST_TEST(ask(echo.https_url(), pair.certificate, std::string(3'000'000, 'x')).status == 413);
}

BOOST_AUTO_TEST_CASE(one_connection_serves_several_requests_over_tls) {
    const Echo echo(options, [](const RequestView&, const Respond& respond) {
        respond({200, std::string(1'000'000, 'x')});
    });
    ClientOptions trusting;
    trusting.ca_file = pair.certificate;
    const auto client = create_client(trusting);
    for (int i = 0; i < 3; ++i) {
        const Answer answer = client->send("GET", echo.https_url() + "/", {}, "");
        BOOST_TEST(answer.body.size() == 1'000'000U);
    }
}

BOOST_AUTO_TEST_CASE(tls_1_2_and_1_3_are_spoken_and_older_ones_and_weak_ciphers_are_not) {
    const Echo echo(options);
    BOOST_TEST(handshake(echo, "-tls1_2").code == 0);
    BOOST_TEST(handshake(echo, "-tls1_3").code == 0);
    BOOST_TEST(handshake(echo, "-tls1_1 -cipher DEFAULT@SECLEVEL=0").code != 0);
    BOOST_TEST(handshake(echo, "-tls1 -cipher DEFAULT@SECLEVEL=0").code != 0);
    BOOST_TEST(handshake(echo, "-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256").code == 0);
    BOOST_TEST(handshake(echo, "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA").code != 0);
}

BOOST_AUTO_TEST_CASE(a_new_pair_is_used_by_the_next_connection_after_a_reload) {
    const Echo echo(options);
    BOOST_TEST(names(handshake(echo, ""), "first"));
    const TlsFiles other = make("second");
    BOOST_REQUIRE(ran("cp " + other.certificate + " " + pair.certificate + " && cp " + other.key +
                      " " + pair.key)
                      .code == 0);

    BOOST_TEST(names(handshake(echo, ""), "first"));
    BOOST_TEST(echo.server().reload_tls().has_value());
    BOOST_TEST(names(handshake(echo, ""), "second"));
}

BOOST_AUTO_TEST_CASE(a_bad_new_pair_is_refused_with_a_sentence_and_the_old_one_stays) {
    const Echo echo(options);
    const TlsFiles other = make("second");
    BOOST_REQUIRE(ran("cp " + other.key + " " + pair.key).code == 0);  // of another certificate
    const auto mismatched = echo.server().reload_tls();
    BOOST_REQUIRE(!mismatched);
    BOOST_TEST(sentence(mismatched.error()).find("first.key") != std::string::npos);
    BOOST_REQUIRE(ran("echo nonsense >" + pair.certificate).code == 0);
    const auto nonsense = echo.server().reload_tls();
    BOOST_REQUIRE(!nonsense);
    BOOST_TEST(sentence(nonsense.error()).find("first.crt") != std::string::npos);
    BOOST_TEST(names(handshake(echo, ""), "first"));
}

BOOST_AUTO_TEST_CASE(a_missing_file_and_a_locked_key_are_refused_at_the_start) {
    const auto handler = [](const RequestView&, const Respond&) {};
    options.tls->key = locked_key(pair);
    BOOST_TEST(!create_server(options, handler));
    options.tls->key = file("none");
    BOOST_TEST(!create_server(options, handler));
    options.tls->key = pair.key;
    BOOST_TEST(create_server(options, handler).has_value());
}

BOOST_AUTO_TEST_CASE(plain_http_on_a_tls_port_fails_and_is_told) {
    Refusals refusals;
    refusals.listen_to(options);
    const Echo echo(options);
    Raw raw(echo.port());
    raw.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    BOOST_TEST(raw.read_to_end().find("HTTP/1.1") == std::string::npos);
    BOOST_TEST(refusals.count(0) == 1);
    BOOST_TEST(refusals.last_reason().find("TLS handshake") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_handshake_that_never_comes_is_cut_off) {
    options.header_timeout = std::chrono::milliseconds(200);
    const Echo echo(options);
    Raw raw(echo.port());
    raw.send("\x16\x03\x01");
    BOOST_TEST(raw.read_to_end().empty());
}

BOOST_AUTO_TEST_CASE(one_connection_too_many_gets_503_over_tls_too) {
    options.max_connections = 0;
    const Echo echo(options);
    const Answer answer = ask(echo.https_url(), pair.certificate);
    BOOST_TEST(answer.status == 503);
    BOOST_TEST(answer.retry_after_s.value_or(0) == 1);
}

// What the recorder's own client accepts of others.

BOOST_AUTO_TEST_CASE(a_certificate_nobody_vouches_for_is_refused_before_anything_is_sent) {
    const Echo echo(options);
    const Answer answer = ask(echo.https_url(), "");
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.body.starts_with("its certificate is not trusted"));
    BOOST_TEST(!answer.may_have_arrived);
    BOOST_TEST(ask(echo.https_url(), make("other").certificate).status == 0);
    BOOST_TEST(ask(echo.https_url(), pair.certificate).status == 200);
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_host_is_refused) {
    options.tls = make("elsewhere", "DNS:elsewhere.example");
    const Echo echo(options);
    const Answer answer = ask(echo.https_url(), options.tls->certificate);
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(!answer.may_have_arrived);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::http::test
