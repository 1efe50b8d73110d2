#pragma once

#include <boost/test/unit_test.hpp>
#include <sstream>
#include <string>

#include "native/recorder/status/site.hpp"
#include "tests/native/recorder/fake_journal.hpp"
#include "tests/native/support.hpp"

namespace octospira::recorder::status {

inline const std::string kToken = "a-token-of-the-tests-0001";
inline const std::string kSecret = "a-secret-of-the-tests-0001";

using octospira::test::has;

inline std::string header(const http::ServerResponse& response, std::string_view name) {
    return http::field(response.headers, name).value_or("");
}

/// A site over a journal in memory, and what a browser or a script does with it.
struct Desk {
    Desk() : journal(new test::FakeJournal) {
        StatusOptions options;
        options.tokens = {kToken};
        options.spira_url = "https://spira.example";
        options.octoperf_url = "https://api.octoperf.com";
        options.settings = {{"Spira account", "recorder"}, {"Odd", kSecret}};
        site.emplace(options, StatusSources{std::unique_ptr<Journal>(journal), *log,
                                            [this] { return health; }, [this] { ++wakes; },
                                            [this] { return now; }});
    }

    DeliveryDetail& add(State state, const std::string& note = "") {
        DeliveryDetail& story = journal->stories.emplace_back();
        story.row.id = static_cast<std::int64_t>(journal->stories.size());
        story.row.bench_result = "run-" + std::to_string(story.row.id);
        story.row.event = "TEST_PASSED";
        story.row.state = state;
        story.row.received = now - 10'000;
        story.row.changed = now - 9'000;
        story.row.note = note;
        story.body = R"({"type":"TEST_PASSED","benchResultId":")" + story.row.bench_result +
                     R"(","reportName":"Fin Whale","reportUrl":"https://api.octoperf.com/r/1"})";
        return story;
    }

    http::ServerResponse send(const std::string& method, const std::string& target,
                              http::Fields headers = {}, const std::string& body = "") {
        http::ServerRequest request;
        request.method = method;
        const std::size_t question = target.find('?');
        request.path = target.substr(0, question);
        if (question != std::string::npos)
            request.query = http::parse_query(std::string_view(target).substr(question + 1));
        request.headers = std::move(headers);
        if (!http::field(request.headers, "Host"))
            request.headers.emplace_back("Host", "127.0.0.1:8803");
        request.body = body;
        request.peer = "127.0.0.1";
        return site->answer(request);
    }

    /// As a browser that opens an address.
    http::ServerResponse open(const std::string& target, http::Fields more = {}) {
        more.emplace_back("Accept", "text/html,*/*");
        if (!cookie.empty()) more.emplace_back("Cookie", cookie);
        return send("GET", target, std::move(more));
    }
    /// As the page's script, with a session when there is one.
    http::ServerResponse fetch(const std::string& method, const std::string& target,
                               const std::string& body = "", http::Fields more = {}) {
        more.emplace_back("Accept", "application/json");
        more.emplace_back("Sec-Fetch-Site", "same-origin");
        if (!cookie.empty()) more.emplace_back("Cookie", cookie);
        if (!csrf.empty() && !http::field(more, "X-OctoSpira-CSRF"))
            more.emplace_back("X-OctoSpira-CSRF", csrf);
        return send(method, target, std::move(more), body);
    }
    /// As a script with the token.
    http::ServerResponse ask(const std::string& method, const std::string& target,
                             const std::string& body = "") {
        return send(method, target, {{"Authorization", "Bearer " + kToken}}, body);
    }
    Json json_of(const std::string& target) {
        const auto response = ask("GET", target);
        BOOST_REQUIRE(response.status == 200);
        auto json = parse_json(response.body);
        BOOST_REQUIRE(json);
        return std::move(*json);
    }

    http::ServerResponse give_token(const std::string& token) {
        return fetch("POST", "/api/login", to_text(Json{{"token", token}}));
    }
    void log_in() {
        const auto response = give_token(kToken);
        BOOST_REQUIRE(response.status == 200);
        const std::string set = header(response, "Set-Cookie");
        cookie = set.substr(0, set.find(';'));
        csrf = text_at(*parse_json(response.body), "csrf");
    }

    test::FakeJournal* journal;
    std::ostringstream lines;
    std::unique_ptr<Log> log = create_log({LogFormat::json, &lines, {kToken, kSecret}});
    Health health{1'700'000'000'000, {{"Workers", true, "3 of 3 running"}}};
    EpochMs now = 1'700'000'600'000;
    int wakes = 0;
    std::optional<Site> site;
    std::string cookie;
    std::string csrf;
};

}  // namespace octospira::recorder::status
