// What the status page's API says and does for those who are in.
#include <algorithm>

#include "core/base/text.hpp"
#include "tests/native/recorder/status_desk.hpp"

namespace octospira::recorder::status {

namespace {

std::vector<std::int64_t> ids_of(const Json& rows) {
    std::vector<std::int64_t> ids;
    for (const Json& row : rows) ids.push_back(integer_at(row, "id").value_or(0));
    return ids;
}

std::string error_of(const http::ServerResponse& response) {
    const auto json = parse_json(response.body);
    return json ? text_at(*json, "error") : std::string();
}

std::vector<std::string> actions_of(const Json& row) {
    std::vector<std::string> actions;
    for (const Json& one : *array_at(row, "actions")) actions.push_back(one);
    return actions;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(status_site, Desk)

// ---- the overview

BOOST_AUTO_TEST_CASE(the_overview_tells_what_waits_what_failed_and_why) {
    add(State::pending, "Spira answered 503.").row.next_attempt = now + 30'000;
    add(State::dead, "Spira knows no such test case.");
    DeliverySummary& row = add(State::recorded).row;
    row.product = 1;
    row.test_case = 42;
    row.test_run = 1286;
    row.execution_status = 6;
    health.parts.push_back({"Spira", false, "unreachable", now + 20'000});
    journal->due = now + 30'000;

    const Json overview = json_of("/api/overview");

    BOOST_TEST(text_at((*array_at(overview, "pending"))[0], "note") == "Spira answered 503.");
    BOOST_TEST(text_at((*array_at(overview, "dead"))[0], "note") ==
               "Spira knows no such test case.");
    const Json& recorded = (*array_at(overview, "recorded"))[0];
    const Json& links = *octospira::find(recorded, "links");
    BOOST_TEST(text_at(links, "testCase") == "https://spira.example/1/TestCase/42.aspx");
    BOOST_TEST(text_at(links, "testRun") == "https://spira.example/1/TestRun/1286.aspx");
    BOOST_TEST(text_at(links, "report") == "https://api.octoperf.com/r/1");
    BOOST_TEST(text_at(recorded, "executionStatus") == "Caution");
    BOOST_TEST(text_at(recorded, "test") == "Fin Whale");
    BOOST_TEST(text_at(overview, "nextAttempt") == format_utc(now + 30'000));
    const Json& part = (*array_at(overview, "parts"))[1];
    BOOST_TEST(text_at(part, "text") == "unreachable");
    BOOST_TEST(text_at(part, "until") == format_utc(now + 20'000));
    BOOST_TEST(*bool_at(part, "ok") == false);
}

BOOST_AUTO_TEST_CASE(the_headline_says_first_what_is_worst) {
    const auto headline = [this] {
        return text_at(*octospira::find(json_of("/api/overview"), "headline"), "text");
    };
    BOOST_TEST(headline() == "Everything is working");
    journal->launches.push_back({{*BenchResultId::parse("AYoverdue00000000001"),
                                  *ProductId::from(1), *TestCaseId::from(42)},
                                 now - 60'000,
                                 true});
    BOOST_TEST(headline() == "1 result is overdue");
    add(State::dead);
    BOOST_TEST(headline() == "1 result needs attention");
    add(State::conflict);
    BOOST_TEST(headline() == "2 results need attention");
    health.parts.push_back({"Spira", false, "refuses the account (401)"});
    BOOST_TEST(headline() == "Something is wrong");
}

BOOST_AUTO_TEST_CASE(expected_results_are_told_with_start_due_time_and_whether_they_are_overdue) {
    flows::Launch launch{*BenchResultId::parse("AYexpected0000000001"), *ProductId::from(1),
                         *TestCaseId::from(42)};
    launch.started = now - 3'600'000;
    launch.user = "fred";
    launch.report_url = "javascript:alert(1)";
    journal->launches = {{launch, now - 600'000, true}, {launch, std::nullopt, false}};

    const Json overview = json_of("/api/overview");
    const Json& expected = *array_at(overview, "expected");
    BOOST_REQUIRE(expected.size() == 2U);
    BOOST_TEST(text_at(expected[0], "started") == format_utc(now - 3'600'000));
    BOOST_TEST(text_at(expected[0], "due") == format_utc(now - 600'000));
    BOOST_TEST(*bool_at(expected[0], "overdue"));
    BOOST_TEST(octospira::find(expected[1], "due")->is_null());
    BOOST_TEST(*integer_at(overview, "overdue") == 1);
    const Json& links = *octospira::find(expected[0], "links");
    BOOST_TEST(text_at(links, "testCase") == "https://spira.example/1/TestCase/42.aspx");
    BOOST_TEST(octospira::find(links, "report")->is_null());
    BOOST_TEST(*array_at(json_of("/api/expected"), "expected") == expected);
}

BOOST_AUTO_TEST_CASE(refused_messages_are_told_with_sender_reason_and_text) {
    journal->refusals = {{now, "10.0.0.9", "No JSON object.", "{oops " + kSecret, 3, 26}};
    const Json refused = (*array_at(json_of("/api/refused"), "refused"))[0];
    BOOST_TEST(text_at(refused, "peer") == "10.0.0.9");
    BOOST_TEST(text_at(refused, "reason") == "No JSON object.");
    BOOST_TEST(text_at(refused, "body") == "{oops ***");
    BOOST_TEST(*integer_at(refused, "bytes") == 26);
    BOOST_TEST(text_at(json_of("/api/overview"), "lastRefused") == format_utc(now));
}

BOOST_AUTO_TEST_CASE(secrets_are_shown_nowhere_whatever_brought_them) {
    DeliveryDetail& story = add(State::dead, "The key " + kSecret + " was refused.");
    story.attempts.push_back({1, now, 5, State::dead, kSecret, "HTTP 401 " + kSecret});
    story.row.details = to_text(Json{{"echo", kSecret}});
    story.row.reason = kSecret;
    story.row.reason_at = now;
    story.body = to_text(Json{{"type", "TEST_PASSED"},
                              {"benchResultId", "run-1"},
                              {"reportName", "Run of " + kSecret},
                              {"extra", Json{{"deep", kToken}}}});
    health.parts.push_back({"Spira", false, "refused " + kSecret});
    for (const char* const path :
         {"/api/overview", "/api/deliveries", "/api/deliveries/1", "/api/deliveries/export"}) {
        const std::string text = ask("GET", path).body;
        BOOST_TEST(!has(text, kSecret), path);
        BOOST_TEST(!has(text, kToken), path);
        BOOST_TEST(has(text, "***"), path);
    }
}

// ---- lists and details

BOOST_AUTO_TEST_CASE(a_list_is_filtered_and_paged_without_losing_or_repeating_a_row) {
    for (int i = 0; i < 120; ++i) add(i % 2 == 0 ? State::dead : State::recorded);
    std::string next = "/api/deliveries?state=dead&limit=25";
    std::vector<std::int64_t> ids;
    while (!next.empty()) {
        const Json answer = json_of(next);
        BOOST_TEST(array_at(answer, "deliveries")->size() <= 25U);
        for (const Json& row : *array_at(answer, "deliveries")) {
            BOOST_TEST(text_at(row, "state") == "dead");
            ids.push_back(*integer_at(row, "id"));
        }
        next = text_at(answer, "next");
    }
    BOOST_TEST(ids.size() == 60U);
    BOOST_TEST(std::is_sorted(ids.rbegin(), ids.rend()));
}

BOOST_AUTO_TEST_CASE(a_list_is_filtered_by_run_product_test_case_and_time) {
    for (int i = 1; i <= 4; ++i) {
        DeliverySummary& row = add(State::recorded).row;
        row.product = i % 2;
        row.test_case = i;
        row.received = now + i * 1000;
    }
    const auto found = [this](const std::string& query) {
        return ids_of(*array_at(json_of("/api/deliveries?" + query), "deliveries"));
    };
    using Ids = std::vector<std::int64_t>;
    BOOST_TEST(found("benchResult=run-2") == (Ids{2}));
    BOOST_TEST(found("run=run-2") == (Ids{2}));
    BOOST_TEST(found("product=1") == (Ids{3, 1}));
    BOOST_TEST(found("testCase=4") == (Ids{4}));
    BOOST_TEST(found("from=" + format_utc(now + 3000)) == (Ids{4, 3}));
    BOOST_TEST(found("to=" + format_utc(now + 3000)) == (Ids{2, 1}));
    BOOST_TEST(found("state=&benchResult=&product=&testCase=&from=&to=").size() == 4U);
}

BOOST_AUTO_TEST_CASE(the_next_page_has_the_same_filter) {
    for (int i = 0; i < 3; ++i) add(State::dead).row.product = 1;
    const std::string next =
        text_at(json_of("/api/deliveries?state=dead&product=1&limit=2"), "next");
    BOOST_TEST(next == "/api/deliveries?state=dead&product=1&before=2&limit=2");
}

BOOST_AUTO_TEST_CASE(a_filter_that_cannot_be_read_is_refused_by_name) {
    for (const auto& [query, word] : {std::pair{"state=nonsense", "state"},
                                      {"product=PR:1", "product"},
                                      {"testCase=x", "testCase"},
                                      {"from=yesterday", "from"},
                                      {"to=1", "to"}}) {
        const auto response = ask("GET", std::string("/api/deliveries?") + query);
        BOOST_TEST(response.status == 400, query);
        BOOST_TEST(has(error_of(response), word), query);
    }
}

BOOST_AUTO_TEST_CASE(one_delivery_is_told_whole) {
    DeliveryDetail& story = add(State::dead, "Given up.");
    story.attempts = {{1, now - 5000, 120, State::pending, "Spira answered 503.", "HTTP 503"},
                      {2, now, 80, State::dead, "Given up.", "HTTP 404"}};
    story.siblings = {7};
    const Json json = json_of("/api/deliveries/1");
    const Json* const history = array_at(json, "history");
    BOOST_REQUIRE(history != nullptr);
    BOOST_REQUIRE(history->size() == 2U);
    BOOST_TEST(text_at((*history)[0], "answer") == "HTTP 503");
    BOOST_TEST(*integer_at((*history)[1], "milliseconds") == 80);
    BOOST_TEST(text_at(*octospira::find(json, "notification"), "reportName") == "Fin Whale");
    BOOST_TEST(array_at(json, "siblings")->size() == 1U);
    BOOST_TEST(text_at(*octospira::find(json, "links"), "report") ==
               "https://api.octoperf.com/r/1");
    BOOST_TEST(ask("GET", "/api/deliveries/2").status == 404);
}

BOOST_AUTO_TEST_CASE(a_delivery_has_every_member_that_the_command_line_prints) {
    const DeliveryDetail& story = add(State::dead);
    const Json page = json_of("/api/deliveries/1");
    const Json printed = to_json(story, [](std::string_view text) { return std::string(text); });
    BOOST_TEST(printed.size() > 20U);
    for (const auto& [name, value] : printed.items()) {
        const Json* const shown = octospira::find(page, name);
        BOOST_REQUIRE(shown != nullptr);
        BOOST_TEST(to_text(*shown) == to_text(value), name);
    }
}

BOOST_AUTO_TEST_CASE(a_run_that_was_found_in_spira_instead_of_posted_is_marked) {
    add(State::recorded);
    add(State::recorded).row.details = R"({"testRunId":7,"alreadyRecorded":true})";
    add(State::recorded).row.details = "not JSON";
    const Json rows = json_of("/api/overview")["recorded"];
    std::vector<bool> marks;
    for (const Json& row : rows) marks.push_back(bool_at(row, "alreadyRecorded").value_or(false));
    BOOST_TEST((marks == std::vector<bool>{false, true, false}));
}

BOOST_AUTO_TEST_CASE(scripts_may_ask_for_the_pages_addresses_and_get_the_same) {
    add(State::dead);
    BOOST_TEST(ask("GET", "/deliveries").body == ask("GET", "/api/deliveries").body);
    BOOST_TEST(ask("GET", "/deliveries/1").body == ask("GET", "/api/deliveries/1").body);
    BOOST_TEST(ask("GET", "/").body == ask("GET", "/api/overview").body);
    BOOST_TEST(ask("POST", "/deliveries/1/replay").body == "{\"replayed\":1}\n");
}

BOOST_AUTO_TEST_CASE(dead_letters_are_exported_a_line_each) {
    add(State::dead);
    add(State::recorded);
    add(State::dead);
    const auto response = ask("GET", "/api/deliveries/export");
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

BOOST_AUTO_TEST_CASE(a_journal_that_cannot_be_read_is_said_in_words) {
    journal->broken = true;
    for (const char* const path : {"/api/overview", "/api/deliveries", "/api/deliveries/1",
                                   "/api/expected", "/api/refused"}) {
        const auto response = ask("GET", path);
        BOOST_TEST(response.status == 503, path);
        BOOST_TEST(has(error_of(response), "disk I/O error"), path);
    }
    BOOST_TEST(ask("POST", "/api/deliveries/replay").status == 503);
    BOOST_TEST(has(lines.str(), "journal_failed"));
}

// ---- actions

BOOST_AUTO_TEST_CASE(what_can_be_done_depends_on_the_state) {
    using Actions = std::vector<std::string>;
    const auto with = [this](State state) {
        DeliverySummary& row = add(state).row;
        row.verdict = 2;
        row.next_attempt = now + 1000;
        return actions_of(json_of("/api/deliveries/" + std::to_string(row.id)));
    };
    BOOST_TEST(with(State::pending) == (Actions{"retry", "assign"}));
    BOOST_TEST(with(State::dead) == (Actions{"replay", "assign", "dismiss"}));
    BOOST_TEST(with(State::conflict) == (Actions{"replay", "dismiss"}));
    BOOST_TEST(with(State::dismissed) == (Actions{"replay", "assign"}));
    BOOST_TEST(with(State::ignored) == (Actions{"assign"}));
    BOOST_TEST(with(State::recorded).empty());
    // Without a verdict there is no result to assign.
    add(State::ignored);
    BOOST_TEST(actions_of(json_of("/api/deliveries/7")).empty());
}

BOOST_AUTO_TEST_CASE(a_replay_makes_it_due_wakes_the_recorder_and_is_logged) {
    add(State::dead);
    log_in();

    const auto response = fetch("POST", "/api/deliveries/1/replay");

    BOOST_TEST(response.body == "{\"replayed\":1}\n");
    BOOST_TEST((journal->stories[0].row.state == State::pending));
    BOOST_TEST(wakes == 1);
    BOOST_TEST(has(lines.str(), "\"event\":\"replayed\""));
}

BOOST_AUTO_TEST_CASE(a_replay_of_what_is_recorded_meanwhile_changes_nothing_and_says_so) {
    add(State::recorded);
    const auto response = ask("POST", "/api/deliveries/1/replay");
    BOOST_TEST(response.status == 409);
    BOOST_TEST(error_of(response) ==
               "Delivery 1 is recorded; only dead, conflicting or dismissed ones can be replayed.");
    BOOST_TEST(wakes == 0);
    BOOST_TEST(ask("POST", "/api/deliveries/77/replay").status == 404);
}

BOOST_AUTO_TEST_CASE(one_several_or_all_that_were_given_up_are_replayed) {
    for (const State state : {State::dead, State::conflict, State::dead, State::dead, State::dead})
        add(state);
    BOOST_TEST(ask("POST", "/api/deliveries/2/replay").body == "{\"replayed\":1}\n");
    BOOST_TEST(ask("POST", "/api/deliveries/replay", R"({"ids":[1,3,99]})").body ==
               "{\"replayed\":2}\n");
    BOOST_TEST(ask("POST", "/api/deliveries/replay").body == "{\"replayed\":2}\n");
    BOOST_TEST(wakes == 3);
}

BOOST_AUTO_TEST_CASE(waiting_ones_are_retried_now_one_or_all) {
    for (int i = 0; i < 3; ++i) add(State::pending).row.next_attempt = now + 600'000;
    BOOST_TEST(ask("POST", "/api/deliveries/1/retry").body == "{\"retried\":1}\n");
    BOOST_TEST(journal->stories[0].row.next_attempt == now);
    BOOST_TEST(ask("POST", "/api/deliveries/retry").body == "{\"retried\":3}\n");
    BOOST_TEST(wakes == 2);
    add(State::dead);
    BOOST_TEST(ask("POST", "/api/deliveries/4/retry").status == 409);
}

BOOST_AUTO_TEST_CASE(what_is_dismissed_keeps_the_reason) {
    add(State::dead);
    add(State::conflict);
    const auto response =
        ask("POST", "/api/deliveries/dismiss", R"({"ids":[1,2],"reason":" Test data was wrong "})");
    BOOST_TEST(response.body == "{\"dismissed\":2}\n");
    BOOST_TEST((journal->stories[1].row.state == State::dismissed));
    const Json dismissed = *octospira::find(json_of("/api/deliveries/1"), "dismissed");
    BOOST_TEST(text_at(dismissed, "reason") == "Test data was wrong");
    BOOST_TEST(text_at(dismissed, "at") == format_utc(now));
    BOOST_TEST(has(lines.str(), "\"event\":\"dismissed\""));
    BOOST_TEST(has(lines.str(), "Test data was wrong"));
    BOOST_TEST(*integer_at(*octospira::find(json_of("/api/overview"), "counts"), "dismissed") == 2);
}

BOOST_AUTO_TEST_CASE(without_a_reason_or_without_numbers_nothing_is_dismissed) {
    add(State::dead);
    for (const char* const body : {"", "{}", R"({"reason":"  "})", R"({"reason":1})"})
        BOOST_TEST(ask("POST", "/api/deliveries/1/dismiss", body).status == 400, body);
    BOOST_TEST(ask("POST", "/api/deliveries/dismiss", R"({"reason":"all"})").status == 400);
    BOOST_TEST((journal->stories[0].row.state == State::dead));
}

BOOST_AUTO_TEST_CASE(one_is_assigned_to_a_test_case) {
    DeliveryDetail& story = add(State::dead);
    story.row.bench_result = "AYassign000000000001";
    const auto response =
        ask("POST", "/api/deliveries/1/assign", R"({"productId":1,"testCaseId":42})");
    BOOST_TEST(response.body == "{\"assigned\":1}\n");
    BOOST_REQUIRE(journal->stories[0].launch);
    BOOST_TEST(journal->stories[0].launch->test_case.value() == 42);
    BOOST_TEST((journal->stories[0].row.state == State::pending));
    BOOST_TEST(wakes == 1);
    BOOST_TEST(has(lines.str(), "\"event\":\"assigned\""));
}

BOOST_AUTO_TEST_CASE(what_is_being_recorded_is_not_assigned_and_the_answer_says_when_to_try_again) {
    add(State::pending).row.bench_result = "AYassign000000000001";
    journal->posting = true;
    const auto response =
        ask("POST", "/api/deliveries/1/assign", R"({"productId":1,"testCaseId":42})");
    BOOST_TEST(response.status == 409);
    BOOST_TEST(has(response.body, "is being recorded right now. Try again in a minute or two."));
    BOOST_TEST(wakes == 0);
    BOOST_TEST(!has(lines.str(), "journal_failed"));
}

BOOST_AUTO_TEST_CASE(nothing_is_assigned_to_what_is_no_test_case) {
    add(State::dead);
    for (const char* const body :
         {"", "{}", R"({"productId":1})", R"({"productId":0,"testCaseId":42})",
          R"({"productId":1,"testCaseId":"42"})", R"({"productId":1,"testCaseId":-1})"}) {
        BOOST_TEST(ask("POST", "/api/deliveries/1/assign", body).status == 400, body);
    }
    BOOST_TEST(ask("POST", "/api/deliveries/assign", R"({"productId":1,"testCaseId":42})").status ==
               400);
    BOOST_TEST((journal->stories[0].row.state == State::dead));
}

BOOST_AUTO_TEST_CASE(an_action_whose_body_cannot_be_read_does_nothing) {
    add(State::dead);
    for (const char* const body : {"{", "[1]", R"({"ids":1})", R"({"ids":[]})", R"({"ids":["1"]})",
                                   R"({"ids":[0]})", R"({"ids":[1.5]})", R"({"ids":null})"}) {
        BOOST_TEST(ask("POST", "/api/deliveries/replay", body).status == 400, body);
    }
    BOOST_TEST((journal->stories[0].row.state == State::dead));
}

BOOST_AUTO_TEST_CASE(a_conflict_is_asked_with_both_verdicts_and_what_happens_to_the_test_case) {
    DeliverySummary& first = add(State::recorded).row;
    first.bench_result = "run";
    first.verdict = 2;
    first.execution_status = 2;
    first.product = 1;
    first.test_case = 42;
    first.test_run = 1087;
    DeliverySummary& second = add(State::conflict).row;
    second.bench_result = "run";
    second.verdict = 1;

    BOOST_TEST(text_at(json_of("/api/deliveries/2"), "replayQuestion") ==
               "Record Failed as well? TC:42 has Passed (TR:1087) for this run; a second test run "
               "is added and the test case becomes Failed.");

    journal->stories[1].row.state = State::dismissed;
    BOOST_TEST(has(text_at(json_of("/api/deliveries/2"), "replayQuestion"), "as well?"));

    journal->stories[0].row.state = State::dead;
    BOOST_TEST(text_at(json_of("/api/deliveries/2"), "replayQuestion") ==
               "Record Failed? The first verdict of this run, Passed (delivery 1), is not in Spira "
               "yet: it is dead.");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::status
