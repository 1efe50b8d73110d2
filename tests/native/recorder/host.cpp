#include "native/host/host.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "native/host/address.hpp"
#include "native/host/hints.hpp"
#include "native/host/http_host.hpp"
#include "native/http/server.hpp"

namespace octospira::host {

namespace {

using flows::Done;
using flows::Reply;
using flows::Step;

/// A server that keeps what it was asked and answers as told.
struct Other {
    Other() {
        auto created = http::create_server(
            {}, [this](http::ServerRequest request, const http::Respond& respond) {
                requests.push_back(std::move(request));
                respond(answer);
            });
        BOOST_REQUIRE(created);
        server = std::move(*created);
        thread = std::thread([this] { server->run(); });
    }
    Other(const Other&) = delete;
    Other& operator=(const Other&) = delete;
    ~Other() {
        server->stop();
        thread.join();
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(server->port()); }

    http::ServerResponse answer{200, "{}"};
    std::vector<http::ServerRequest> requests;  ///< read after the answer has come
    std::unique_ptr<http::Server> server;
    std::thread thread;
};

struct Notes : Memory {
    Result<std::optional<std::string>> recall(flows::Memory, const std::string& key) override {
        if (broken) return failure(ErrorKind::unavailable, "The disk is gone.");
        const auto found = values.find(key);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    }
    Result<void> remember(flows::Memory, const std::string& key,
                          const std::optional<std::string>& value) override {
        if (broken) return failure(ErrorKind::unavailable, "The disk is gone.");
        values[key] = value.value_or("");
        return {};
    }
    bool broken = false;
    std::map<std::string, std::string> values;
};

struct Bench {
    HttpHost host() {
        HttpHostOptions options;
        options.spira = {other.url() + "/Spira", "fred", "11111111-2222-3333-4444-555555555555"};
        options.octoperf = {other.url(), "octoperf-key"};
        options.sleep = [this](std::chrono::milliseconds delay) {
            slept = delay;
            return !stopping;
        };
        options.random = [] { return 0.5; };
        options.client.cancelled = [this] { return cancelled; };
        return HttpHost(std::move(options), notes);
    }
    Other other;
    Notes notes;
    std::chrono::milliseconds slept{0};
    bool stopping = false;
    bool cancelled = false;
};

/// A conversation of one command that ends with what `read` makes of the reply.
template <class Read>
Done ask(HttpHost host, flows::Command command, Read read) {
    return run({std::move(command),
                [read](const Reply& reply) {
                    return Step{read(reply), {}};
                }},
               host);
}

Done status_of(const Reply& reply) {
    const auto* const answer = std::get_if<Answer>(&reply);
    if (answer == nullptr) return {"no answer"};
    return {std::to_string(answer->status), std::nullopt, Json{{"body", answer->body}}};
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(host_over_http, Bench)

BOOST_AUTO_TEST_CASE(a_spira_call_goes_under_the_base_with_the_account_in_headers) {
    const flows::SpiraCall call{{Method::post, "projects/1/test-runs/record", Json{{"A", 1}}}};

    BOOST_TEST(ask(host(), call, status_of).outcome == "200");

    const http::ServerRequest& seen = other.requests.at(0);
    BOOST_TEST(seen.method == "POST");
    BOOST_TEST(seen.path == "/Spira/Services/v7_0/RestService.svc/projects/1/test-runs/record");
    BOOST_TEST(seen.query.empty());
    BOOST_TEST(seen.body == R"({"A":1})");
    BOOST_TEST(*http::field(seen.headers, "username") == "fred");
    BOOST_TEST(*http::field(seen.headers, "api-key") == "{11111111-2222-3333-4444-555555555555}");
    BOOST_TEST(*http::field(seen.headers, "Accept") == "application/json");
    BOOST_TEST(*http::field(seen.headers, "Content-Type") == "application/json");
    BOOST_TEST(!http::field(seen.headers, "Authorization").has_value());
}

BOOST_AUTO_TEST_CASE(an_octoperf_call_carries_the_bearer_once_and_nothing_of_spira) {
    const flows::OctoPerfCall call{{Method::get, "runtime/bench-results/x"}};

    BOOST_TEST(ask(host(), call, status_of).outcome == "200");

    const http::ServerRequest& seen = other.requests.at(0);
    BOOST_TEST(seen.path == "/runtime/bench-results/x");
    BOOST_TEST(*http::field(seen.headers, "Authorization") == "Bearer octoperf-key");
    BOOST_TEST(!http::field(seen.headers, "api-key").has_value());
    BOOST_TEST(!http::field(seen.headers, "Content-Type").has_value());
}

BOOST_AUTO_TEST_CASE(a_redirect_is_an_answer_and_is_not_followed) {
    other.answer = {302, "", "text/html", {{"Location", other.url() + "/elsewhere"}}};

    BOOST_TEST(ask(host(), flows::SpiraCall{{Method::get, "users"}}, status_of).outcome == "302");
    BOOST_TEST(other.requests.size() == 1U);
}

BOOST_AUTO_TEST_CASE(sleeping_is_jittered_and_ends_the_conversation_when_the_program_stops) {
    const auto ack = [](const Reply& reply) {
        return Done{std::holds_alternative<flows::Ack>(reply) ? "ack" : "other"};
    };
    BOOST_TEST(ask(host(), flows::Sleep{1000}, ack).outcome == "ack");
    BOOST_TEST(slept.count() == 1000);
    stopping = true;
    BOOST_TEST(ask(host(), flows::Sleep{1000}, ack).outcome == kInterrupted);
}

BOOST_AUTO_TEST_CASE(no_call_is_begun_once_calls_are_cut) {
    cancelled = true;
    BOOST_TEST(ask(host(), flows::SpiraCall{{Method::get, "users"}}, status_of).outcome ==
               kInterrupted);
    BOOST_TEST(other.requests.empty());
}

BOOST_AUTO_TEST_CASE(an_unreadable_ledger_ends_the_conversation_and_an_unwritable_one_is_told) {
    notes.broken = true;
    const Done recalled = ask(host(), flows::Recall{flows::Memory::ledger, "k"}, status_of);
    BOOST_TEST(recalled.outcome == kInterrupted);
    const flows::Remember note{flows::Memory::ledger, "k", "v"};
    BOOST_TEST(ask(host(), note, status_of).outcome == "0");
}

BOOST_AUTO_TEST_CASE(nobody_says_yes_here) {
    const auto read = [](const Reply& reply) {
        const auto* const confirmed = std::get_if<flows::Confirmed>(&reply);
        return Done{confirmed != nullptr && !confirmed->yes ? "no" : "yes"};
    };
    BOOST_TEST(ask(host(), flows::Confirm{"Sure?"}, read).outcome == "no");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(host_parts)

BOOST_AUTO_TEST_CASE(a_pasted_spira_address_becomes_the_base) {
    const std::map<std::string, std::string> cases = {
        {" https://mysite.spiraservice.net/ ", "https://mysite.spiraservice.net"},
        {"mysite.spiraservice.net", "https://mysite.spiraservice.net"},
        {"HTTP://host:8080/Spira/", "http://host:8080/Spira"},
        {"https://host/Spira/services/v7_0/RestService.svc/", "https://host/Spira"},
        {"https://host/Spira/1/TestCase/2.aspx?x=1#y", "https://host/Spira"},
        {"https://host/1/TestCase/List.aspx", "https://host"},
        {"https://host/Spira/Login.aspx", "https://host/Spira"},
    };
    for (const auto& [pasted, base] : cases) {
        const auto result = normalise_spira_url(pasted);
        BOOST_REQUIRE_MESSAGE(result, pasted);
        BOOST_TEST(*result == base);
    }
    for (const std::string wrong :
         {"", "ftp://host", "https://", "https://user:secret@host", "file:///etc/passwd", "a b"}) {
        const auto result = normalise_spira_url(wrong);
        BOOST_TEST(!result, wrong);
        if (!result) BOOST_TEST(sentence(result.error()).find("secret@") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_bare_key_gets_its_braces) {
    BOOST_TEST(normalise_spira_key(" 11111111-2222-3333-4444-55555555aBcD ") ==
               "{11111111-2222-3333-4444-55555555aBcD}");
    BOOST_TEST(normalise_spira_key("{11111111-2222-3333-4444-555555555555}") ==
               "{11111111-2222-3333-4444-555555555555}");
    BOOST_TEST(normalise_spira_key("other") == "other");
}

BOOST_AUTO_TEST_CASE(hints_are_bounded_and_the_oldest_goes_first) {
    Hints hints(2);
    hints.remember("a", "1");
    hints.remember("b", "2");
    hints.remember("a", "3");
    hints.remember("c", "4");
    BOOST_TEST(!hints.recall("a").has_value());
    BOOST_TEST(hints.recall("b").value_or("") == "2");
    hints.remember("b", std::nullopt);
    BOOST_TEST(!hints.recall("b").has_value());
    BOOST_TEST(hints.recall("c").value_or("") == "4");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::host
