// Who gets into the status page, and what nobody can do from outside it.
#include "tests/native/recorder/status_desk.hpp"

namespace octospira::recorder::status {

BOOST_FIXTURE_TEST_SUITE(status_doors, Desk)

BOOST_AUTO_TEST_CASE(without_a_session_a_person_is_asked_for_the_token_and_shown_nothing) {
    add(State::dead, "a reason");
    for (const char* const page : {"/", "/deliveries", "/deliveries?state=dead", "/deliveries/1"}) {
        const auto response = browse("GET", page);
        BOOST_TEST(response.status == 303);
        BOOST_TEST(header(response, "Location").starts_with("/login"));
        BOOST_TEST(response.body.empty());
    }
    BOOST_TEST(header(browse("GET", "/deliveries?state=dead"), "Location") ==
               "/login?next=%2Fdeliveries%3Fstate%3Ddead");
    BOOST_TEST(has(browse("GET", "/login").body, "type=\"password\""));
}

BOOST_AUTO_TEST_CASE(without_a_token_a_script_gets_401_from_every_address) {
    add(State::dead);
    for (const auto& [method, path] : {std::pair{"GET", "/"},
                                       {"GET", "/deliveries"},
                                       {"GET", "/deliveries/1"},
                                       {"GET", "/deliveries/export"},
                                       {"POST", "/deliveries/1/replay"},
                                       {"POST", "/deliveries/replay"},
                                       {"POST", "/logout"}}) {
        const auto response = send(method, path);
        BOOST_TEST(response.status == 401, path);
        BOOST_TEST(header(response, "WWW-Authenticate") == "Bearer");
        BOOST_TEST(!has(response.body, "run-1"));
    }
    BOOST_TEST((journal->stories[0].row.state == State::dead));
}

BOOST_AUTO_TEST_CASE(a_token_in_the_address_is_worth_nothing) {
    BOOST_TEST(send("GET", "/deliveries?token=" + kToken).status == 401);
    BOOST_TEST(browse("GET", "/?token=" + kToken).status == 303);
    BOOST_TEST(browse("GET", "/login?token=" + kToken).status == 200);
    BOOST_TEST(header(browse("GET", "/login?token=" + kToken), "Set-Cookie").empty());
    BOOST_TEST(browse("POST", "/login?token=" + kToken, "").status == 401);
}

BOOST_AUTO_TEST_CASE(
    the_token_opens_a_session_in_a_cookie_that_scripts_and_other_sites_do_not_get) {
    const auto response =
        browse("POST", "/login", "token=" + kToken + "&next=%2Fdeliveries%3Fstate%3Ddead");

    BOOST_TEST(response.status == 303);
    BOOST_TEST(header(response, "Location") == "/deliveries?state=dead");
    const std::string set = header(response, "Set-Cookie");
    for (const char* const part : {"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"}) {
        BOOST_TEST(has(set, part), part);
    }
    BOOST_TEST(!has(set, "Secure"));
    BOOST_TEST(!has(set, kToken));
    BOOST_TEST(!has(lines.str(), kToken));
    BOOST_TEST(has(lines.str(), "\"event\":\"status_login\""));
}

BOOST_AUTO_TEST_CASE(over_tls_the_cookie_stays_on_tls) {
    const auto response =
        browse("POST", "/login", "token=" + kToken, {{"Origin", "https://127.0.0.1:8803"}});
    BOOST_TEST(has(header(response, "Set-Cookie"), "; Secure"));
}

BOOST_AUTO_TEST_CASE(a_login_never_leads_to_another_site) {
    const auto response =
        browse("POST", "/login", "token=" + kToken + "&next=%2F%2Fevil.example%2F");
    BOOST_TEST(header(response, "Location") == "/");
    BOOST_TEST(!has(browse("GET", "/login?next=//evil.example").body, "evil"));
}

BOOST_AUTO_TEST_CASE(a_wrong_token_is_said_logged_and_after_ten_not_even_looked_at) {
    for (int i = 0; i < 10; ++i) {
        const auto response = browse("POST", "/login", "token=guess");
        BOOST_TEST(response.status == 401);
        BOOST_TEST(has(response.body, "That is not the token."));
        BOOST_TEST(header(response, "Set-Cookie").empty());
    }
    const auto locked = browse("POST", "/login", "token=" + kToken);
    BOOST_TEST(locked.status == 429);
    BOOST_TEST(ask("GET", "/deliveries").status == 429);
    BOOST_TEST(header(ask("GET", "/deliveries"), "Retry-After") == "60");
    BOOST_TEST(has(lines.str(), "status_login_refused"));
    BOOST_TEST(!has(lines.str(), "guess"));

    now += 60'000;
    BOOST_TEST(browse("POST", "/login", "token=" + kToken).status == 303);
}

BOOST_AUTO_TEST_CASE(a_session_ends_after_its_time_and_at_the_logout) {
    log_in();
    BOOST_TEST(browse("GET", "/").status == 200);
    BOOST_TEST(browse("POST", "/logout", "csrf=" + csrf).status == 303);
    BOOST_TEST(browse("GET", "/").status == 303);

    log_in();
    now += 12 * 3'600'000;
    BOOST_TEST(browse("GET", "/").status == 303);
}

BOOST_AUTO_TEST_CASE(every_answer_forbids_frames_other_files_caches_and_referrers) {
    add(State::dead);
    log_in();
    for (const auto& response :
         {browse("GET", "/"), browse("GET", "/deliveries/1"), browse("GET", "/nowhere"),
          browse("GET", "/status.css"), ask("GET", "/deliveries"), send("GET", "/deliveries"),
          send("GET", "/", {{"Host", "evil.example"}})}) {
        const std::string policy = header(response, "Content-Security-Policy");
        BOOST_TEST(has(policy, "default-src 'none'"));
        BOOST_TEST(has(policy, "frame-ancestors 'none'"));
        BOOST_TEST(!has(policy, "unsafe"));
        BOOST_TEST(header(response, "X-Frame-Options") == "DENY");
        BOOST_TEST(header(response, "Referrer-Policy") == "no-referrer");
        BOOST_TEST(header(response, "Cache-Control") == "no-store");
        BOOST_TEST(header(response, "X-Content-Type-Options") == "nosniff");
    }
}

BOOST_AUTO_TEST_CASE(another_name_for_this_machine_is_refused_whatever_one_brings) {
    log_in();
    const auto response =
        send("GET", "/deliveries",
             {{"Host", "evil.example:8803"}, {"Authorization", "Bearer " + kToken}});
    BOOST_TEST(response.status == 421);
    BOOST_TEST(browse("GET", "/", "", {{"Host", "evil.example:8803"}}).status == 421);
}

BOOST_AUTO_TEST_CASE(a_post_from_another_sites_page_does_nothing) {
    add(State::dead);
    log_in();
    const std::string body = "csrf=" + csrf + "&back=%2F";
    const http::Fields own = {{"Accept", "text/html"}, {"Cookie", cookie}};
    for (const auto& [name, value] :
         {std::pair{"Sec-Fetch-Site", "cross-site"}, {"Origin", "http://evil.example"}}) {
        http::Fields headers = own;
        headers.emplace_back(name, value);
        BOOST_TEST(send("POST", "/deliveries/1/replay", headers, body).status == 403, name);
    }
    BOOST_TEST((journal->stories[0].row.state == State::dead));
    BOOST_TEST(wakes == 0);
    BOOST_TEST(has(lines.str(), "\"event\":\"status_refused\""));
}

BOOST_AUTO_TEST_CASE(a_form_that_is_not_this_sessions_does_nothing) {
    add(State::dead);
    log_in();
    const std::string first = csrf;
    log_in();
    for (const std::string& wrong : {std::string(), first, csrf + "0", csrf.substr(1)}) {
        BOOST_TEST(browse("POST", "/deliveries/1/replay", "csrf=" + wrong).status == 403);
        BOOST_TEST(browse("POST", "/deliveries/replay", "csrf=" + wrong).status == 403);
        BOOST_TEST(browse("POST", "/logout", "csrf=" + wrong).status == 403);
    }
    BOOST_TEST((journal->stories[0].row.state == State::dead));
    BOOST_TEST(browse("POST", "/deliveries/1/replay", "csrf=" + csrf).status == 303);
}

BOOST_AUTO_TEST_CASE(a_look_cannot_change_anything) {
    add(State::dead);
    log_in();
    BOOST_TEST(browse("GET", "/deliveries/1/replay?csrf=" + csrf).status == 405);
    BOOST_TEST(ask("GET", "/deliveries/replay").status == 405);
    BOOST_TEST(header(ask("GET", "/deliveries/replay"), "Allow") == "POST");
    BOOST_TEST((journal->stories[0].row.state == State::dead));
}

BOOST_AUTO_TEST_CASE(a_page_without_a_token_or_with_a_short_one_is_not_opened) {
    const auto open = [this](std::vector<std::string> tokens) {
        StatusOptions options;
        options.port = 0;
        options.tokens = std::move(tokens);
        return create_status_page(
            options,
            {std::make_unique<test::FakeJournal>(), *log, {}, {}, [] { return EpochMs{0}; }});
    };
    BOOST_TEST(!open({}));
    BOOST_TEST(!open({"short"}));
    BOOST_TEST(!open({kToken, ""}));
    BOOST_TEST(open({kToken}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::status
