// What the status page shows and does for those who are in.
#include "core/base/text.hpp"
#include "tests/native/recorder/status_desk.hpp"

namespace octospira::recorder::status {

namespace {

const std::string kMarkup = "<script>alert('x')</script>\"><img src=x>";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(status_site, Desk)

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

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::status
