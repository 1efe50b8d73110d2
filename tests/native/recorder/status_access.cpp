// Who gets into the status page, and what nobody can do from outside it.
#include "core/base/text.hpp"
#include "tests/native/recorder/status_desk.hpp"

namespace octospira::recorder::status {

BOOST_FIXTURE_TEST_SUITE(status_access, Desk)

BOOST_AUTO_TEST_CASE(without_a_session_a_person_gets_the_static_page_and_nothing_of_the_journal) {
    add(State::dead, "a reason");
    for (const char* const page :
         {"/", "/deliveries", "/deliveries?state=dead", "/deliveries/1", "/expected", "/refused"}) {
        const auto response = open(page);
        BOOST_TEST(response.status == 200, page);
        BOOST_TEST(has(response.body, "type=\"password\""));
        BOOST_TEST(!has(response.body, "a reason"));
        BOOST_TEST(!has(response.body, "run-1"));
    }
    BOOST_TEST(open("/nowhere").status == 404);
}

BOOST_AUTO_TEST_CASE(without_a_token_every_address_of_the_api_answers_401) {
    add(State::dead);
    for (const auto& [method, path] : {std::pair{"GET", "/api/overview"},
                                       {"GET", "/api/deliveries"},
                                       {"GET", "/api/deliveries/1"},
                                       {"GET", "/api/deliveries/export"},
                                       {"GET", "/api/expected"},
                                       {"GET", "/api/refused"},
                                       {"POST", "/api/deliveries/1/replay"},
                                       {"POST", "/api/deliveries/replay"},
                                       {"POST", "/api/deliveries/retry"},
                                       {"POST", "/api/deliveries/1/dismiss"},
                                       {"POST", "/api/deliveries/1/assign"},
                                       {"POST", "/api/logout"},
                                       {"GET", "/deliveries"},
                                       {"GET", "/"}}) {
        const auto response = send(method, path);
        BOOST_TEST(response.status == 401, path);
        BOOST_TEST(header(response, "WWW-Authenticate") == "Bearer");
        BOOST_TEST(!has(response.body, "run-1"));
    }
    BOOST_TEST((journal->stories[0].row.state == State::dead));
}

BOOST_AUTO_TEST_CASE(a_token_in_the_address_is_worth_nothing) {
    BOOST_TEST(send("GET", "/api/deliveries?token=" + kToken).status == 401);
    BOOST_TEST(fetch("POST", "/api/login?token=" + kToken, "").status == 401);
}

BOOST_AUTO_TEST_CASE(
    the_token_opens_a_session_in_a_cookie_that_scripts_and_other_sites_do_not_get) {
    const auto response = give_token(kToken);

    BOOST_TEST(response.status == 200);
    const std::string set = header(response, "Set-Cookie");
    for (const char* const part : {"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"}) {
        BOOST_TEST(has(set, part), part);
    }
    BOOST_TEST(!has(set, "Secure"));
    BOOST_TEST(!has(set, kToken));
    BOOST_TEST(!has(response.body, kToken));
    BOOST_TEST(!has(lines.str(), kToken));
    BOOST_TEST(has(lines.str(), "\"event\":\"status_login\""));
}

BOOST_AUTO_TEST_CASE(over_tls_the_cookie_stays_on_tls) {
    const auto response = fetch("POST", "/api/login", to_text(Json{{"token", kToken}}),
                                {{"Origin", "https://127.0.0.1:8803"}});
    BOOST_TEST(has(header(response, "Set-Cookie"), "; Secure"));
}

BOOST_AUTO_TEST_CASE(a_wrong_token_is_said_and_logged_without_it) {
    const auto response = give_token("guess");
    BOOST_TEST(response.status == 401);
    BOOST_TEST(has(response.body, "Wrong token."));
    BOOST_TEST(header(response, "Set-Cookie").empty());
    BOOST_TEST(has(lines.str(), "\"event\":\"status_refused\""));
    BOOST_TEST(has(lines.str(), "\"reason\":\"Wrong token.\""));
    BOOST_TEST(!has(lines.str(), "guess"));
}

BOOST_AUTO_TEST_CASE(ten_wrong_tokens_slow_the_guesser_and_lock_nobody_out) {
    for (int i = 0; i < 10; ++i) BOOST_TEST(give_token("guess").status == 401);
    const auto more = give_token("guess");
    BOOST_TEST(more.status == 429);
    BOOST_TEST(header(more, "Retry-After") == "60");
    BOOST_TEST(send("GET", "/api/overview", {{"Authorization", "Bearer guess"}}).status == 429);

    BOOST_TEST(ask("GET", "/api/deliveries").status == 200);
    BOOST_TEST(give_token(kToken).status == 200);
}

BOOST_AUTO_TEST_CASE(refused_requests_write_a_bounded_number_of_lines) {
    const auto lines_written = [this] { return split(lines.str(), '\n').size() - 1; };
    for (int i = 0; i < 3000; ++i) {
        (void)give_token("guess");
        (void)send("GET", "/", {{"Host", "evil.example"}});
        (void)send("POST", "/api/logout", {{"Origin", "http://evil.example"}});
        (void)send("GET", "/api/overview", {{"Authorization", "Bearer guess"}});
    }
    BOOST_TEST(lines_written() == 20U);

    now += 10'000;
    (void)give_token("guess");
    BOOST_TEST(lines_written() == 21U);
    BOOST_TEST(has(lines.str(), "\"leftOut\":11980"));
}

BOOST_AUTO_TEST_CASE(a_page_without_a_session_writes_no_line) {
    (void)fetch("GET", "/api/overview");
    BOOST_TEST(lines.str().empty());
}

BOOST_AUTO_TEST_CASE(a_session_ends_after_its_time_and_at_the_logout) {
    log_in();
    BOOST_TEST(fetch("GET", "/api/overview").status == 200);
    BOOST_TEST(fetch("POST", "/api/logout", "{}").status == 200);
    BOOST_TEST(fetch("GET", "/api/overview").status == 401);

    log_in();
    now += 12 * 3'600'000;
    BOOST_TEST(fetch("GET", "/api/overview").status == 401);
}

BOOST_AUTO_TEST_CASE(every_answer_forbids_frames_other_files_caches_and_referrers) {
    add(State::dead);
    for (const auto& response :
         {open("/"), open("/deliveries/1"), open("/nowhere"), open("/status.css"),
          open("/views.js"), ask("GET", "/api/deliveries"), send("GET", "/api/deliveries"),
          send("GET", "/", {{"Host", "evil.example"}})}) {
        const std::string policy = header(response, "Content-Security-Policy");
        BOOST_TEST(has(policy, "default-src 'none'"));
        BOOST_TEST(has(policy, "frame-ancestors 'none'"));
        BOOST_TEST(!has(policy, "unsafe"));
        BOOST_TEST(header(response, "X-Frame-Options") == "DENY");
        BOOST_TEST(header(response, "Referrer-Policy") == "no-referrer");
        BOOST_TEST(header(response, "Cache-Control") == "no-store");
        BOOST_TEST(header(response, "X-Content-Type-Options") == "nosniff");
        BOOST_TEST(header(response, "Cross-Origin-Resource-Policy") == "same-origin");
        BOOST_TEST(header(response, "Access-Control-Allow-Origin").empty());
    }
}

BOOST_AUTO_TEST_CASE(the_static_page_has_nothing_inline_that_its_policy_would_forbid) {
    const std::string page = open("/").body;
    for (const char* const part : {"<script>", " style=", " onclick=", " onload=", "javascript:"})
        BOOST_TEST(!has(page, part), part);
    BOOST_TEST(has(page, "<noscript>"));
}

BOOST_AUTO_TEST_CASE(another_name_for_this_machine_is_refused_whatever_one_brings) {
    log_in();
    for (const char* const path : {"/", "/status.js", "/api/deliveries", "/deliveries"}) {
        const auto response = send("GET", path,
                                   {{"Host", "evil.example:8803"},
                                    {"Cookie", cookie},
                                    {"Authorization", "Bearer " + kToken}});
        BOOST_TEST(response.status == 421, path);
    }
}

BOOST_AUTO_TEST_CASE(what_came_through_a_proxy_is_refused_with_the_setting_to_use) {
    for (const char* const name : {"Forwarded", "X-Forwarded-For", "Via"}) {
        const auto response = send("GET", "/api/deliveries",
                                   {{name, "for=10.0.0.1"}, {"Authorization", "Bearer " + kToken}});
        BOOST_TEST(response.status == 421, name);
        BOOST_TEST(has(response.body, "status-host"), name);
    }
}

BOOST_AUTO_TEST_CASE(a_post_from_another_sites_page_does_nothing) {
    add(State::dead);
    log_in();
    for (const auto& [name, value] : {std::pair{"Sec-Fetch-Site", "cross-site"},
                                      {"Origin", "http://evil.example"},
                                      {"Origin", "null"}}) {
        const http::Fields headers = {
            {"Cookie", cookie}, {"X-OctoSpira-CSRF", csrf}, {name, value}};
        BOOST_TEST(send("POST", "/api/deliveries/1/replay", headers).status == 403, name);
    }
    BOOST_TEST((journal->stories[0].row.state == State::dead));
    BOOST_TEST(wakes == 0);
    BOOST_TEST(has(lines.str(), "\"event\":\"status_refused\""));
}

BOOST_AUTO_TEST_CASE(an_action_that_is_not_this_sessions_does_nothing) {
    add(State::dead);
    log_in();
    const std::string first = csrf;
    log_in();
    for (const std::string& wrong : {std::string(), first, csrf + "0", csrf.substr(1)}) {
        const http::Fields headers = {{"Cookie", cookie}, {"X-OctoSpira-CSRF", wrong}};
        for (const char* const path :
             {"/api/deliveries/1/replay", "/api/deliveries/replay", "/api/deliveries/1/dismiss",
              "/api/deliveries/1/assign", "/api/deliveries/retry", "/api/logout"}) {
            const auto response =
                send("POST", path, headers, R"({"reason":"r","productId":1,"testCaseId":2})");
            BOOST_TEST(response.status == 403, path);
        }
    }
    BOOST_TEST((journal->stories[0].row.state == State::dead));
    BOOST_TEST(fetch("POST", "/api/deliveries/1/replay").status == 200);
}

BOOST_AUTO_TEST_CASE(a_look_cannot_change_anything) {
    add(State::dead);
    log_in();
    for (const char* const action : {"replay", "retry", "dismiss", "assign"}) {
        const std::string path = std::string("/api/deliveries/1/") + action;
        BOOST_TEST(fetch("GET", path).status == 405);
        BOOST_TEST(header(ask("GET", path), "Allow") == "POST");
    }
    BOOST_TEST((journal->stories[0].row.state == State::dead));
}

BOOST_AUTO_TEST_CASE(a_page_without_a_token_or_with_a_short_one_is_not_opened) {
    const auto create = [this](std::vector<std::string> tokens) {
        StatusOptions options;
        options.port = 0;
        options.tokens = std::move(tokens);
        return create_status_page(
            options,
            {std::make_unique<test::FakeJournal>(), *log, {}, {}, [] { return EpochMs{0}; }});
    };
    BOOST_TEST(!create({}));
    BOOST_TEST(!create({"short"}));
    BOOST_TEST(!create({kToken, ""}));
    BOOST_TEST(create({kToken}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::status
