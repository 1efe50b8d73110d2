#include "native/host/host.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <functional>
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
                ++asked;
                if (silent) return held.push_back(respond);
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
        server->stop(std::chrono::milliseconds(0));
        thread.join();
        held.clear();  // an answer belongs to its server
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(server->port()); }

    http::ServerResponse answer{200, "{}"};
    std::vector<http::ServerRequest> requests;  ///< read after the answer has come
    std::atomic<int> asked{0};
    std::atomic<bool> silent{false};  ///< accepts, and never answers
    std::vector<http::Respond> held;
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
    HttpHost host() { return HttpHost(host_options(), notes); }
    HttpHostOptions host_options() {
        HttpHostOptions options;
        options.spira = {other.url() + "/Spira", "fred", "11111111-2222-3333-4444-555555555555"};
        options.octoperf = {other.url(), "octoperf-key"};
        options.sleep = [this](std::chrono::milliseconds delay) {
            slept = delay;
            return !stopping;
        };
        options.random = [] { return 0.5; };
        options.client.cancelled = [this] { return cancelled; };
        return options;
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

BOOST_AUTO_TEST_CASE(a_conversation_waits_for_a_silent_octoperf_only_once) {
    other.silent = true;
    HttpHostOptions options = host_options();
    options.octoperf_patience = std::chrono::milliseconds(150);
    HttpHost patient(std::move(options), notes);
    const auto ask_four_times = [&] {
        std::vector<std::string> whys;
        Step step{flows::OctoPerfCall{{Method::get, "runtime/bench-results/x"}}, {}};
        const std::function<Step(const Reply&)> next = [&](const Reply& reply) -> Step {
            whys.push_back(std::get<Answer>(reply).body);
            if (whys.size() == 4) return {Done{"over"}, {}};
            return {flows::OctoPerfCall{{Method::get, "x"}}, next};
        };
        step.next = next;
        BOOST_TEST(run(std::move(step), patient).outcome == "over");
        return whys;
    };
    for (const auto& whys : {ask_four_times(), ask_four_times()}) {
        BOOST_TEST(whys.at(0) == "no answer in time");
        for (std::size_t i = 1; i < whys.size(); ++i)
            BOOST_TEST(whys.at(i) == "OctoPerf gave no answer in time before");
    }
    BOOST_TEST(other.asked == 2);  // once in each conversation
    other.silent = false;
}

BOOST_AUTO_TEST_CASE(what_came_back_is_kept_for_a_person_without_keys_and_control_characters) {
    other.answer = {500, "\x1b[31mboom\r\n key 0f7c9e6a-1b2c-4d3e-8f90-a1b2c3d4e5f6\x07",
                    "text/plain"};
    HttpHost host_here = host();
    const auto end = [](const Reply& reply) { return Step{status_of(reply), {}}; };
    (void)run({flows::SpiraCall{{Method::get, "users?username=fred"}}, end}, host_here);
    BOOST_TEST(host_here.take_trouble() ==
               "GET users: 500 Internal Server Error: [31mboom key ***");
    BOOST_TEST(host_here.take_trouble().empty());
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
         {"", "ftp://host", "https://", "https://user:secret@host", "file:///etc/passwd", "a b",
          "javascript:alert(1)", "javascript://alert(1)", "data:text/html,x", "mailto:a.example",
          "https://javascript:alert(1)", "https://host:abc", "https://host:99999", "host:0/Spira",
          "https://host:/x", "https://[::1", "https://[::1]x", "https://ho\x1bst", "http:/host"}) {
        const auto result = normalise_spira_url(wrong);
        BOOST_REQUIRE_MESSAGE(!result, wrong);
        BOOST_TEST(sentence(result.error()).find("secret@") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(ports_and_ipv6_addresses_stay_in_the_base) {
    for (const std::string good :
         {"https://host:8443/Spira", "http://[::1]:8080", "http://[fe80::1]",
          "https://bücher.example", "https://10.0.0.1:65535"})
        BOOST_TEST(normalise_spira_url(good).value_or("refused") == good);
    BOOST_TEST(normalise_spira_url("host:8443/Spira").value_or("") == "https://host:8443/Spira");
}

BOOST_AUTO_TEST_CASE(plain_http_beyond_private_networks_sends_the_key_in_clear) {
    for (const char* far :
         {"http://spira.example.com", "HTTP://8.8.8.8:8080/Spira", "http://[2001:db8::1]",
          "http://172.32.0.1", "http://mysite.spiraservice.net/x"})
        BOOST_TEST(sends_in_clear(far), far);
    for (const char* near :
         {"https://spira.example.com", "http://localhost", "http://127.0.0.1:80", "http://[::1]:80",
          "http://10.1.2.3/Spira", "http://192.168.0.1", "http://172.16.9.9", "http://spira",
          "http://spira.local", "http://spira.corp", "http://[fd00::1]", "http://[fe80::1]"})
        BOOST_TEST(!sends_in_clear(near), near);
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
