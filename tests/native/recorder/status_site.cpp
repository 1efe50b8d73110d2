#include "native/recorder/status/site.hpp"

#include <boost/test/unit_test.hpp>
#include <sstream>
#include <string>

#include "core/base/text.hpp"
#include "tests/native/recorder/fake_journal.hpp"

namespace octospira::recorder::status {

namespace {

const std::string kToken = "a-token-of-the-tests-0001";
const std::string kSecret = "a-secret-of-the-tests-0001";
const std::string kMarkup = "<script>alert('x')</script>\"><img src=x>";

bool has(const std::string& whole, std::string_view part) {
    return whole.find(part) != std::string::npos;
}

std::string header(const http::ServerResponse& response, std::string_view name) {
    return http::field(response.headers, name).value_or("");
}

/// A site over a journal in memory, and what a browser or a script does with it.
struct Desk {
    Desk() : journal(new test::FakeJournal) {
        StatusOptions options;
        options.tokens = {kToken};
        options.spira_url = "https://spira.example";
        options.octoperf_url = "https://api.octoperf.com";
        site.emplace(options, StatusSources{std::unique_ptr<Journal>(journal), *log,
                                            [this] { return health; }, [this] { ++wakes; },
                                            [this] { return now; }});
    }

    Story& add(State state, const std::string& note = "") {
        Story& story = journal->stories.emplace_back();
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

    /// As a browser's page.
    http::ServerResponse browse(const std::string& method, const std::string& target,
                                const std::string& body = "", http::Fields more = {}) {
        more.emplace_back("Accept", "text/html,*/*");
        if (!cookie.empty()) more.emplace_back("Cookie", cookie);
        if (method == "POST") more.emplace_back("Sec-Fetch-Site", "same-origin");
        return send(method, target, std::move(more), body);
    }
    /// As a script with the token.
    http::ServerResponse ask(const std::string& method, const std::string& target) {
        return send(method, target, {{"Authorization", "Bearer " + kToken}});
    }

    void log_in() {
        const auto response = browse("POST", "/login", "token=" + kToken);
        BOOST_REQUIRE(response.status == 303);
        const std::string set = header(response, "Set-Cookie");
        cookie = set.substr(0, set.find(';'));
        const std::string page = browse("GET", "/").body;
        const std::string before = "name=\"csrf\" value=\"";
        csrf = page.substr(page.find(before) + before.size(), 64);
    }

    test::FakeJournal* journal;
    std::ostringstream lines;
    std::unique_ptr<Log> log = create_log({LogFormat::json, &lines, {kToken, kSecret}});
    Health health{1'700'000'000'000, {{"Workers", true, "3 of 3 run"}}};
    EpochMs now = 1'700'000'600'000;
    int wakes = 0;
    std::optional<Site> site;
    std::string cookie;
    std::string csrf;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(status_site, Desk)

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

BOOST_AUTO_TEST_CASE(a_replay_makes_it_due_wakes_the_recorder_and_says_so_once) {
    add(State::dead);
    log_in();

    const auto response = browse("POST", "/deliveries/1/replay",
                                 "csrf=" + csrf + "&back=%2Fdeliveries%3Fstate%3Ddead");

    BOOST_TEST(header(response, "Location") == "/deliveries?state=dead");
    BOOST_TEST((journal->stories[0].row.state == State::pending));
    BOOST_TEST(wakes == 1);
    BOOST_TEST(has(lines.str(), "\"event\":\"replayed\""));
    BOOST_TEST(has(browse("GET", "/").body, "1 notification is delivered again now."));
    BOOST_TEST(!has(browse("GET", "/").body, "delivered again now."));
}

BOOST_AUTO_TEST_CASE(a_replay_of_what_is_recorded_meanwhile_changes_nothing_and_says_so) {
    add(State::recorded);
    log_in();
    BOOST_TEST(browse("POST", "/deliveries/1/replay", "csrf=" + csrf).status == 303);
    BOOST_TEST(wakes == 0);
    BOOST_TEST(has(browse("GET", "/").body, "Nothing was to be delivered again"));
    BOOST_TEST(ask("POST", "/deliveries/1/replay").status == 409);
    BOOST_TEST(ask("POST", "/deliveries/77/replay").status == 404);
}

BOOST_AUTO_TEST_CASE(a_script_replays_one_or_all) {
    add(State::dead);
    add(State::conflict);
    add(State::dead);
    BOOST_TEST(ask("POST", "/deliveries/2/replay").body == "{\"replayed\":1}\n");
    BOOST_TEST(ask("POST", "/deliveries/replay").body == "{\"replayed\":2}\n");
    BOOST_TEST(ask("POST", "/deliveries/replay").body == "{\"replayed\":0}\n");
    BOOST_TEST(wakes == 2);
}

BOOST_AUTO_TEST_CASE(what_comes_from_outside_is_text_on_every_page) {
    for (const State state :
         {State::pending, State::recorded, State::dead, State::conflict, State::ignored}) {
        Story& story = add(state, kMarkup);
        story.row.event = kMarkup;
        story.row.bench_result = kMarkup;
        story.row.product = 1;
        story.row.test_case = 42;
        story.attempts.push_back({1, now, 5, state, kMarkup, kMarkup});
        story.body = to_text(Json{{"type", "TEST_PASSED"},
                                  {"benchResultId", "run"},
                                  {"reportName", kMarkup},
                                  {kMarkup, kMarkup},
                                  {"reportUrl", "https://x/\"><script>alert(1)</script>"}});
    }
    health.parts.push_back({kMarkup, false, kMarkup});
    log_in();
    for (const std::string& target :
         {std::string("/"), std::string("/deliveries"), std::string("/deliveries?state=dead"),
          "/deliveries?run=" + percent_encode(kMarkup), std::string("/deliveries/1"),
          std::string("/deliveries/2"), std::string("/deliveries/3"),
          "/deliveries/" + percent_encode(kMarkup)}) {
        const std::string page = browse("GET", target).body;
        BOOST_TEST(!has(page, "<script>"), target);
        BOOST_TEST(!has(page, "<img src=x"), target);
        BOOST_TEST(!has(page, "alert('x')"), target);
    }
    BOOST_TEST(has(browse("GET", "/deliveries/3").body, "&lt;script&gt;alert("));
}

BOOST_AUTO_TEST_CASE(secrets_are_shown_nowhere_whatever_brought_them) {
    Story& story = add(State::dead, "The key " + kSecret + " was refused.");
    story.attempts.push_back({1, now, 5, State::dead, kSecret, "HTTP 401 " + kSecret});
    story.row.details = to_text(Json{{"echo", kSecret}});
    story.body = to_text(Json{{"type", "TEST_PASSED"},
                              {"benchResultId", "run-1"},
                              {"reportName", "Run of " + kSecret},
                              {"extra", Json{{"deep", kToken}}}});
    log_in();
    for (const std::string& text :
         {browse("GET", "/").body, browse("GET", "/deliveries").body,
          browse("GET", "/deliveries/1").body, ask("GET", "/deliveries").body,
          ask("GET", "/deliveries/1").body, ask("GET", "/deliveries/export").body}) {
        BOOST_TEST(!has(text, kSecret));
        BOOST_TEST(!has(text, kToken));
        BOOST_TEST(has(text, "***"));
    }
}

BOOST_AUTO_TEST_CASE(the_overview_tells_what_waits_what_failed_and_why) {
    add(State::pending, "Spira answered 503.").row.next_attempt = now + 30'000;
    add(State::dead, "Spira knows no such test case.");
    Row& row = add(State::recorded).row;
    row.product = 1;
    row.test_case = 42;
    row.test_run = 1286;
    row.execution_status = 6;
    health.parts.push_back({"Spira", false, "away, next try", now + 20'000});
    log_in();

    const std::string page = browse("GET", "/").body;

    for (const char* const part :
         {"Spira answered 503.", "Spira knows no such test case.", "Something needs a look",
          "away, next try", "https://spira.example/1/TestCase/42.aspx",
          "https://spira.example/1/TestRun/1286.aspx", "https://api.octoperf.com/r/1", "Caution",
          "Fin Whale", "<noscript><meta http-equiv=\"refresh\""}) {
        BOOST_TEST(has(page, part), part);
    }
}

BOOST_AUTO_TEST_CASE(a_list_is_filtered_and_paged_without_losing_or_repeating_a_row) {
    for (int i = 0; i < 120; ++i) add(i % 2 == 0 ? State::dead : State::recorded);
    std::string next = "/deliveries?state=dead&limit=25";
    std::vector<std::int64_t> ids;
    while (!next.empty()) {
        const auto answer = parse_json(ask("GET", next).body);
        BOOST_TEST(array_at(*answer, "deliveries")->size() <= 25U);
        for (const Json& row : *array_at(*answer, "deliveries")) {
            BOOST_TEST(text_at(row, "state") == "dead");
            ids.push_back(*integer_at(row, "id"));
        }
        next = text_at(*answer, "next");
    }
    BOOST_TEST(ids.size() == 60U);
    BOOST_TEST(std::is_sorted(ids.rbegin(), ids.rend()));

    log_in();
    const std::string first = browse("GET", "/deliveries").body;
    BOOST_TEST(has(first, "href=\"/deliveries?before=71\""));
    BOOST_TEST(!has(browse("GET", "/deliveries?before=21").body, "Older"));
    BOOST_TEST(ask("GET", "/deliveries?state=nonsense").status == 400);
}

BOOST_AUTO_TEST_CASE(one_delivery_is_told_whole) {
    Story& story = add(State::dead, "Given up.");
    story.attempts = {{1, now - 5000, 120, State::pending, "Spira answered 503.", "HTTP 503"},
                      {2, now, 80, State::dead, "Given up.", "HTTP 404"}};
    story.siblings = {7};
    const auto json = parse_json(ask("GET", "/deliveries/1").body);
    const Json* const history = array_at(*json, "history");
    BOOST_REQUIRE(history != nullptr);
    BOOST_REQUIRE(history->size() == 2U);
    BOOST_TEST(text_at((*history)[0], "answer") == "HTTP 503");
    BOOST_TEST(*integer_at((*history)[1], "milliseconds") == 80);
    BOOST_TEST(text_at(*octospira::find(*json, "notification"), "reportName") == "Fin Whale");
    BOOST_TEST(array_at(*json, "siblings")->size() == 1U);

    log_in();
    const std::string page = browse("GET", "/deliveries/1").body;
    for (const char* const part : {"HTTP 503", "HTTP 404", "Why it was given up", "#7",
                                   "&quot;reportName&quot;: &quot;Fin Whale&quot;"}) {
        BOOST_TEST(has(page, part), part);
    }
    BOOST_TEST(browse("GET", "/deliveries/2").status == 404);
}

BOOST_AUTO_TEST_CASE(dead_letters_are_exported_a_line_each) {
    add(State::dead);
    add(State::recorded);
    add(State::dead);
    const auto response = ask("GET", "/deliveries/export");
    BOOST_TEST(response.content_type == "application/x-ndjson");
    BOOST_TEST(has(header(response, "Content-Disposition"), "attachment"));
    std::vector<std::int64_t> ids;
    for (const std::string_view line : split(response.body, '\n')) {
        if (line.empty()) continue;
        const auto json = parse_json(line);
        BOOST_REQUIRE(json);
        ids.push_back(*integer_at(*json, "id"));
        BOOST_TEST(octospira::find(*json, "notification")->is_object());
    }
    BOOST_TEST(ids == (std::vector<std::int64_t>{3, 1}));
}

BOOST_AUTO_TEST_CASE(the_pages_script_is_told_when_nothing_has_changed) {
    add(State::dead);
    log_in();
    const auto part = browse("GET", "/", "", {{"X-OctoSpira-Part", "main"}});
    BOOST_TEST(part.status == 200);
    BOOST_TEST(!has(part.body, "<html"));
    const std::string tag = header(part, "ETag");
    const http::Fields same = {{"X-OctoSpira-Part", "main"}, {"If-None-Match", tag}};
    now += 3000;
    BOOST_TEST(browse("GET", "/", "", same).status == 304);
    add(State::dead);
    BOOST_TEST(browse("GET", "/", "", same).status == 200);
    cookie.clear();
    BOOST_TEST(browse("GET", "/", "", same).status == 401);
}

BOOST_AUTO_TEST_CASE(a_journal_that_cannot_be_read_is_said_in_words) {
    log_in();
    journal->broken = true;
    for (const char* const path : {"/", "/deliveries", "/deliveries/1"}) {
        const auto page = browse("GET", path);
        BOOST_TEST(page.status == 503);
        BOOST_TEST(has(page.body, "disk I/O error"));
        BOOST_TEST(ask("GET", path).status == 503);
    }
    BOOST_TEST(ask("POST", "/deliveries/replay").status == 503);
    BOOST_TEST(has(lines.str(), "journal_failed"));
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
