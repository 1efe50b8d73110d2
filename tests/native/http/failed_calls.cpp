// Every way in which a call can fail, and whether its request may have left by then; and who it is
// that answers, where that is not the one who was asked.

#include <arpa/inet.h>
#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <functional>
#include <set>
#include <string_view>
#include <thread>
#include <utility>

#include "native/http/client.hpp"
#include "native/http/failed_call.hpp"
#include "tests/native/http/raw.hpp"

namespace octospira::http::test {

namespace {

using namespace std::string_view_literals;
using std::chrono::milliseconds;

/// Serves one connection after the other as the test tells it, and closes them.
class Peer {
  public:
    explicit Peer(std::function<void(int)> serve, int backlog = 8)
        : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        BOOST_REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        BOOST_REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        BOOST_REQUIRE(::listen(socket_, backlog) == 0);
        port_ = ntohs(address.sin_port);
        if (!serve) return;
        thread_ = std::thread([this, serve = std::move(serve)] {
            for (int peer = 0; (peer = ::accept(socket_, nullptr, nullptr)) >= 0; ::close(peer))
                serve(peer);
        });
    }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    ~Peer() {
        ::shutdown(socket_, SHUT_RDWR);
        if (thread_.joinable()) thread_.join();
        ::close(socket_);
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

  private:
    int socket_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

std::string read_head(int peer) {
    std::string head;
    char buffer[4096];
    while (head.find("\r\n\r\n") == std::string::npos) {
        const ssize_t bytes = ::recv(peer, buffer, sizeof buffer, 0);
        if (bytes <= 0) break;
        head.append(buffer, static_cast<std::size_t>(bytes));
    }
    return head;
}

void send_all(int peer, std::string_view bytes) {
    (void)::send(peer, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

/// Reads a request and answers with these bytes.
std::function<void(int)> answering(std::string bytes) {
    return [bytes = std::move(bytes)](int peer) {
        (void)read_head(peer);
        send_all(peer, bytes);
    };
}

/// Reads whatever comes until the other side leaves, and says nothing.
void stay_silent(int peer) {
    char buffer[4096];
    while (::recv(peer, buffer, sizeof buffer, 0) > 0) continue;
}

void reset(int peer) {
    const linger now{1, 0};
    (void)::setsockopt(peer, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

ClientOptions within(milliseconds total) {
    ClientOptions options;
    options.total_timeout = total;
    return options;
}

ClientOptions through(const Peer& proxy) {
    ClientOptions options = within(milliseconds(5000));
    options.proxy = "http://user:geheim123@" + proxy.address();
    return options;
}

Answer post(const std::string& url, const ClientOptions& options = within(milliseconds(5000))) {
    return create_client(options)->send("POST", url, {}, "hello");
}

Answer post_to(std::function<void(int)> serve, const std::string& scheme = "http://") {
    const Peer peer(std::move(serve));
    return post(scheme + peer.address() + "/a");
}

std::string answer_with(std::string_view lines, std::string_view body) {
    return "HTTP/1.1 200 OK\r\nConnection: close\r\n" + std::string(lines) + "\r\n" +
           std::string(body);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(failed_calls)

BOOST_AUTO_TEST_CASE(a_request_that_was_begun_may_have_left_whatever_the_code) {
    for (int code = 1; code < CURL_LAST; ++code) {
        BOOST_TEST(may_have_left({.code = code, .begun = true}), code);
        BOOST_TEST(may_have_left({.code = code, .request_bytes = 1}), code);
    }
    BOOST_TEST(may_have_left({.code = 12345}));
}

BOOST_AUTO_TEST_CASE(only_what_happens_before_a_request_surely_never_left) {
    const std::set<int> before = {CURLE_UNSUPPORTED_PROTOCOL,
                                  CURLE_FAILED_INIT,
                                  CURLE_URL_MALFORMAT,
                                  CURLE_NOT_BUILT_IN,
                                  CURLE_COULDNT_RESOLVE_PROXY,
                                  CURLE_COULDNT_RESOLVE_HOST,
                                  CURLE_COULDNT_CONNECT,
                                  CURLE_OUT_OF_MEMORY,
                                  CURLE_OPERATION_TIMEDOUT,
                                  CURLE_SSL_CONNECT_ERROR,
                                  CURLE_ABORTED_BY_CALLBACK,
                                  CURLE_BAD_FUNCTION_ARGUMENT,
                                  CURLE_INTERFACE_FAILED,
                                  CURLE_UNKNOWN_OPTION,
                                  CURLE_SSL_ENGINE_NOTFOUND,
                                  CURLE_SSL_ENGINE_SETFAILED,
                                  CURLE_SEND_ERROR,
                                  CURLE_RECV_ERROR,
                                  CURLE_SSL_CERTPROBLEM,
                                  CURLE_SSL_CIPHER,
                                  CURLE_PEER_FAILED_VERIFICATION,
                                  CURLE_USE_SSL_FAILED,
                                  CURLE_SSL_ENGINE_INITFAILED,
                                  CURLE_SSL_CACERT_BADFILE,
                                  CURLE_SSL_CRL_BADFILE,
                                  CURLE_SSL_ISSUER_ERROR,
                                  CURLE_NO_CONNECTION_AVAILABLE,
                                  CURLE_SSL_PINNEDPUBKEYNOTMATCH,
                                  CURLE_SSL_INVALIDCERTSTATUS,
                                  CURLE_QUIC_CONNECT_ERROR,
                                  CURLE_PROXY,
                                  CURLE_SSL_CLIENTCERT};
    for (int code = 1; code < CURL_LAST; ++code) {
        BOOST_TEST_CONTEXT(code << " " << curl_easy_strerror(static_cast<CURLcode>(code))) {
            BOOST_TEST(may_have_left({.code = code}) == (before.count(code) == 0));
            // What was sent was the CONNECT to a proxy.
            BOOST_TEST(may_have_left({.code = code, .request_bytes = 99, .tunnelled = true}) ==
                       (before.count(code) == 0));
        }
    }
}

BOOST_AUTO_TEST_CASE(every_code_has_a_sentence) {
    for (int code = 1; code < CURL_LAST; ++code) {
        for (const bool begun : {false, true})
            BOOST_TEST(!why_failed({.code = code, .begun = begun}).empty(), code);
    }
}

BOOST_AUTO_TEST_CASE(a_header_that_is_too_large_is_said_to_be) {
    const std::string header = "X: " + std::string(500'000, 'a') + "\r\n";
    const Answer answer =
        post_to(answering("HTTP/1.1 200 OK\r\n" + header + "Content-Length: 0\r\n\r\n"));
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.may_have_arrived);
    BOOST_TEST(answer.body == "the answer's header is too large");
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_no_http_may_follow_a_request_that_arrived) {
    for (const std::string_view bytes :
         {"gateway trouble, sorry\n"sv, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc"sv,
          "SSH-2.0-OpenSSH\r\n"sv, "HTTP/1.1\r\n\r\n"sv, "HTTP/9.9 200 OK\r\n\r\n"sv, "<html>"sv,
          "\0\0\0\0"sv}) {
        const Answer answer = post_to(answering(std::string(bytes)));
        BOOST_TEST_CONTEXT(bytes) {
            BOOST_TEST(answer.status == 0);
            BOOST_TEST(answer.may_have_arrived);
        }
    }
    BOOST_TEST(post_to(answering("gateway trouble, sorry\n")).body == "the answer is not HTTP");
}

BOOST_AUTO_TEST_CASE(a_connection_that_ends_after_the_request_leaves_it_open) {
    BOOST_TEST(post_to([](int peer) { (void)read_head(peer); }).may_have_arrived);
    BOOST_TEST(post_to([](int peer) {
                   (void)read_head(peer);
                   reset(peer);
               }).may_have_arrived);
    for (const char* bytes :
         {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n"}) {
        const Answer answer = post_to(answering(bytes));
        BOOST_TEST(answer.status == 0, bytes);
        BOOST_TEST(answer.may_have_arrived, bytes);
    }
}

BOOST_AUTO_TEST_CASE(a_connection_that_ends_at_once_may_have_taken_the_request_along) {
    // The request is on its way before the end is seen: what became of it cannot be known.
    const Answer answer = post_to([](int) {});
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.may_have_arrived);
}

BOOST_AUTO_TEST_CASE(a_head_without_end_is_no_reason_to_send_again) {
    const std::string endless = "HTTP/1.1 200 OK\r\nX: " + std::string(400'000, 'x');
    const Answer answer = post_to(answering(endless));
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.may_have_arrived);
}

BOOST_AUTO_TEST_CASE(a_failed_handshake_surely_never_sent_the_request) {
    for (const std::string_view bytes :
         {""sv, "HTTP/1.1 400 Bad Request\r\n\r\n"sv, "\x15\x03\x03\x00\x02\x02\x28"sv}) {
        const Answer answer = post_to(
            [bytes](int peer) {
                char buffer[512];
                (void)::recv(peer, buffer, sizeof buffer, 0);
                send_all(peer, bytes);
            },
            "https://");
        BOOST_TEST(answer.status == 0);
        BOOST_TEST(!answer.may_have_arrived);
    }
    const Answer cut = post_to([](int peer) { reset(peer); }, "https://");
    BOOST_TEST(cut.status == 0);
    BOOST_TEST(!cut.may_have_arrived);
}

BOOST_AUTO_TEST_CASE(a_handshake_that_takes_too_long_surely_never_sent_the_request) {
    const Peer silent(stay_silent);
    const Answer answer = post("https://" + silent.address(), within(milliseconds(200)));
    BOOST_TEST(answer.body == "no connection in time (" + silent.address() + ")");
    BOOST_TEST(!answer.may_have_arrived);
}

BOOST_AUTO_TEST_CASE(a_connection_that_takes_too_long_surely_never_sent_the_request) {
    const Peer full({}, 0);
    const Raw first(full.port());  // all that the queue holds
    ClientOptions options = within(milliseconds(300));
    const Answer answer = post("http://" + full.address(), options);
    BOOST_TEST(answer.body == "no connection in time (" + full.address() + ")");
    BOOST_TEST(!answer.may_have_arrived);
}

BOOST_AUTO_TEST_CASE(a_silent_server_may_have_got_the_request) {
    const Peer silent(stay_silent);
    const Answer answer = post("http://" + silent.address(), within(milliseconds(200)));
    BOOST_TEST(answer.body == "no answer in time");
    BOOST_TEST(answer.may_have_arrived);
}

BOOST_AUTO_TEST_CASE(a_proxy_that_opens_no_tunnel_is_named_with_its_status_and_got_no_request) {
    const std::pair<const char*, const char*> table[] = {
        {"403 Forbidden", " did not let the call through (HTTP 403)"},
        {"502 Bad Gateway", " did not let the call through (HTTP 502)"},
        {"503 Service Unavailable", " did not let the call through (HTTP 503)"}};
    for (const auto& [status, words] : table) {
        std::string seen;
        const Peer proxy([&seen, status = status](int peer) {
            seen += read_head(peer);
            send_all(peer, "HTTP/1.1 " + std::string(status) +
                               "\r\nContent-Length: 9\r\nConnection: close\r\n\r\nno tunnel");
        });
        const Answer answer = post("https://spira.example.com/a", through(proxy));
        BOOST_TEST(answer.status == 0);
        BOOST_TEST(answer.body == "the proxy " + proxy.address() + words);
        BOOST_TEST(!answer.may_have_arrived);
        BOOST_TEST(seen.starts_with("CONNECT "));
        BOOST_TEST(seen.find("hello") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_proxy_that_wants_an_account_answers_alike_with_and_without_a_tunnel) {
    for (const char* const url : {"https://spira.example.com/a", "http://spira.invalid/a"}) {
        const Peer proxy(
            answering("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic "
                      "realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        const Answer answer = post(url, through(proxy));
        BOOST_TEST(answer.status == 407);
        BOOST_TEST((answer.from == AnswerFrom::proxy));
        BOOST_TEST(answer.named == proxy.address());
    }
}

BOOST_AUTO_TEST_CASE(a_tunnel_that_leads_to_no_handshake_carried_no_request) {
    const Peer garbling([](int peer) {
        (void)read_head(peer);
        send_all(peer, "HTTP/1.1 200 Connection established\r\n\r\n");
        char buffer[512];
        (void)::recv(peer, buffer, sizeof buffer, 0);
        send_all(peer, "no TLS here");
    });
    const Answer garbled = post("https://spira.example.com/a", through(garbling));
    BOOST_TEST(garbled.status == 0);
    BOOST_TEST(!garbled.may_have_arrived);

    const Peer silent(stay_silent);
    ClientOptions options = through(silent);
    options.total_timeout = milliseconds(200);
    BOOST_TEST(!post("https://spira.example.com/a", options).may_have_arrived);

    const Peer closing([](int peer) { (void)read_head(peer); });
    BOOST_TEST(!post("https://spira.example.com/a", through(closing)).may_have_arrived);
}

BOOST_AUTO_TEST_CASE(a_proxy_that_cannot_be_reached_is_named_without_its_password) {
    ClientOptions options = within(milliseconds(2000));
    const std::string closed = "127.0.0.1:" + std::to_string(closed_port());
    options.proxy = "http://user:geheim123@" + closed;
    const Answer refused = post("http://somewhere.invalid/", options);
    BOOST_TEST(refused.body == "connection refused (proxy " + closed + ")");
    BOOST_TEST(!refused.may_have_arrived);
    options.proxy = "user:geheim123@no-such-proxy.invalid:3128";
    const Answer unknown = post("http://somewhere.invalid/", options);
    BOOST_TEST(unknown.body == "the proxy's name is unknown (no-such-proxy.invalid:3128)");
    BOOST_TEST(!unknown.may_have_arrived);
}

BOOST_AUTO_TEST_CASE(a_plain_call_through_a_proxy_that_is_cut_may_have_gone_on) {
    const Peer proxy([](int peer) { (void)read_head(peer); });
    BOOST_TEST(post("http://somewhere.invalid/", through(proxy)).may_have_arrived);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(who_answered)

BOOST_AUTO_TEST_CASE(a_proxy_that_speaks_for_itself_is_told_from_what_is_behind_it) {
    const Peer refusing(answering("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"));
    const Answer refused = post("http://somewhere.invalid/", through(refusing));
    BOOST_TEST(refused.status == 407);
    BOOST_TEST((refused.from == AnswerFrom::proxy));
    BOOST_TEST(refused.named == refusing.address());

    const Peer passing(answering("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"));
    const Answer passed = post("http://somewhere.invalid/", through(passing));
    BOOST_TEST(passed.status == 403);
    BOOST_TEST((passed.from == AnswerFrom::behind_proxy));
    BOOST_TEST(passed.named == passing.address());
}

BOOST_AUTO_TEST_CASE(a_redirect_names_where_it_leads_and_nothing_else_of_it) {
    const auto leads = [](const std::string& location) {
        return post_to(answering("HTTP/1.1 302 Found\r\nLocation: " + location +
                                 "\r\nContent-Length: 0\r\n\r\n"));
    };
    const Answer away = leads("https://user:pw@login.example.com/oauth?state=secret");
    BOOST_TEST(away.status == 302);
    BOOST_TEST((away.from == AnswerFrom::redirect));
    BOOST_TEST(away.named == "login.example.com");
    BOOST_TEST(leads("https://login.example.com:8443/").named == "login.example.com:8443");
    BOOST_TEST(leads("/Login.aspx").named.starts_with("127.0.0.1:"));
}

BOOST_AUTO_TEST_CASE(a_web_server_that_wants_a_windows_sign_in_is_recognised) {
    const auto who = [](const std::string& lines) {
        return post_to(answering("HTTP/1.1 401 No\r\n" + lines + "Content-Length: 0\r\n\r\n")).from;
    };
    BOOST_TEST((who("WWW-Authenticate: Negotiate\r\nWWW-Authenticate: NTLM\r\n") ==
                AnswerFrom::web_server));
    BOOST_TEST((who("www-authenticate: ntlm\r\n") == AnswerFrom::web_server));
    BOOST_TEST((who("WWW-Authenticate: Basic realm=\"x\"\r\n") == AnswerFrom::unknown));
    BOOST_TEST((who("") == AnswerFrom::unknown));
}

BOOST_AUTO_TEST_CASE(nothing_in_the_environment_changes_which_way_a_call_goes) {
    const Peer proxy(answering(answer_with("Content-Length: 5\r\n", "proxy")));
    for (const char* name : {"no_proxy", "NO_PROXY"}) ::setenv(name, "somewhere.invalid,*", 1);
    BOOST_TEST(post("http://somewhere.invalid/", through(proxy)).body == "proxy");
    for (const char* name : {"no_proxy", "NO_PROXY"}) ::unsetenv(name);

    const Echo echo;
    const char* const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY",
                                 "all_proxy",  "ALL_PROXY",   "HTTP_PROXY"};
    for (const char* name : names) ::setenv(name, ("http://" + proxy.address()).c_str(), 1);
    BOOST_TEST(post(echo.url() + "/a").body == "POST /a 5");
    for (const char* name : names) ::unsetenv(name);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(compressed_answers)

constexpr std::string_view kGzip =
    "\037\213\010\000\000\000\000\000\002\003\253\126\112\124\262\062\254\005\000\257\254\033\126"
    "\007\000\000\000"sv;
constexpr std::string_view kDeflate =
    "\170\234\253\126\112\124\262\062\254\005\000\010\052\002\011"sv;
/// Twenty thousand times x.
constexpr std::string_view kMuchInLittle =
    "\037\213\010\000\000\000\000\000\002\003\355\301\061\001\000\000\000\302\240\332"
    "\213\157\015\017\240\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
    "\000\000\000\000\170\060\003\107\145\101\040\116\000\000"sv;

BOOST_AUTO_TEST_CASE(what_nobody_asked_to_be_compressed_is_read) {
    std::string asked;
    const Peer peer([&](int socket) {
        asked = read_head(socket);
        send_all(socket, answer_with("Content-Encoding: gzip\r\n", kGzip));
    });
    BOOST_TEST(post("http://" + peer.address()).body == R"({"a":1})");
    BOOST_TEST(asked.find("Accept-Encoding") == std::string::npos);
    BOOST_TEST(post_to(answering(answer_with("Content-Encoding: deflate\r\n", kDeflate))).body ==
               R"({"a":1})");
    BOOST_TEST(post_to(answering(answer_with("Content-Encoding: x-gzip\r\n", kGzip))).body ==
               R"({"a":1})");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_unpacked_is_no_answer_and_may_have_arrived) {
    for (const std::string& bytes :
         {answer_with("Content-Encoding: gzip\r\n", "not at all"),
          answer_with("Content-Encoding: rot13\r\n", "uryyb"),
          answer_with("Content-Encoding: gzip\r\n", "\037\213\010\377\377\377\377")}) {
        const Answer answer = post_to(answering(bytes));
        BOOST_TEST(answer.status == 0);
        BOOST_TEST(answer.may_have_arrived);
        BOOST_TEST(!answer.oversized);
    }
}

BOOST_AUTO_TEST_CASE(the_limit_counts_what_is_unpacked) {
    const Peer peer(answering(answer_with("Content-Encoding: gzip\r\n", kMuchInLittle)));
    ClientOptions options = within(milliseconds(5000));
    options.body_limit = 20'000;
    BOOST_TEST(post("http://" + peer.address(), options).body == std::string(20'000, 'x'));
    options.body_limit = 19'999;
    const Answer answer = post("http://" + peer.address(), options);
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.oversized);
    BOOST_TEST(answer.may_have_arrived);
    BOOST_TEST(answer.body == "the answer is too large");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::http::test
