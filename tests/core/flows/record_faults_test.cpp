#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "tests/core/flows/fake_recorder_host.hpp"

using namespace octospira;
using namespace octospira::flows;
using namespace octospira::testing;

namespace {

const std::string kLedgerKey = "run/lUig7oEBrZGjujUFtpV_/42";

}  // namespace

BOOST_AUTO_TEST_CASE(a_result_in_the_ledger_is_not_recorded_again) {
    FakeRecorderHost host;
    host.run(record(record_request()));
    const Done end = host.run(record(record_request()));
    BOOST_TEST(end.outcome == "already_recorded");
    BOOST_TEST(integer_at(end.details, "testRunId").value() == 1000);
    BOOST_TEST(host.runs.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_open_intent_is_looked_up_before_anything_is_posted) {
    FakeRecorderHost host;
    host.run(record(record_request()));
    host.ledger[kLedgerKey] = "intent";
    BOOST_TEST(host.run(record(record_request())).outcome == "already_recorded");
    BOOST_TEST(host.runs.size() == 1U);
    BOOST_TEST(host.ledger[kLedgerKey] == "recorded:1000");
}

BOOST_AUTO_TEST_CASE(an_open_intent_that_left_nothing_in_spira_is_recorded) {
    FakeRecorderHost host;
    host.ledger[kLedgerKey] = "intent";
    BOOST_TEST(host.run(record(record_request())).outcome == "recorded");
    BOOST_TEST(host.runs.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_marker_that_cannot_be_looked_for_keeps_the_result_waiting) {
    FakeRecorderHost host;
    host.ledger[kLedgerKey] = "intent";
    host.on(kSearchRuns, [](const Request&) { return Answer{503, ""}; });
    const Done end = host.run(record(record_request()));
    BOOST_TEST(retryable(end.error->kind));
    BOOST_TEST(host.runs.empty());
}

BOOST_AUTO_TEST_CASE(a_spira_that_fails_after_it_stored_is_not_asked_to_store_again) {
    for (const int status : {0, 500, 502, 408}) {
        FakeRecorderHost host;
        host.on_first(1, kRecordCall, [&](const Request& request) {
            host.answer_well(kRecordCall, request);
            return Answer{status, "<html>"};
        });
        const Done end = host.run(record(record_request()));
        BOOST_TEST(end.outcome == "already_recorded", status);
        BOOST_TEST(host.runs.size() == 1U, status);
        BOOST_TEST(host.count("sleep") == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_spira_that_fails_without_storing_gets_it_at_the_next_attempt) {
    FakeRecorderHost host;
    host.on_first(1, kRecordCall, [](const Request&) {
        return Answer{500, "Object reference not set to an instance of an object."};
    });
    const Done first = host.run(record(record_request()));
    BOOST_TEST(first.outcome == "failed");
    BOOST_TEST(retryable(first.error->kind));
    BOOST_TEST(host.run(record(record_request())).outcome == "recorded");
    BOOST_TEST(host.runs.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_request_that_never_left_needs_no_look_up_and_no_waiting) {
    FakeRecorderHost host;
    host.on_first(1, kRecordCall, [](const Request&) {
        return Answer{0, "nobody answers there", std::nullopt, false};
    });
    BOOST_TEST(host.run(record(record_request())).outcome == "failed");
    BOOST_TEST(host.count("sleep") == 0);
    BOOST_TEST(host.run(record(record_request())).outcome == "recorded");
}

BOOST_AUTO_TEST_CASE(a_refusal_is_final) {
    FakeRecorderHost host;
    host.on(kRecordCall, [](const Request&) { return Answer{404, "\"Access Denied\""}; });
    const Done end = host.run(record(record_request()));
    BOOST_TEST((end.error->kind == ErrorKind::unauthorized));
    BOOST_TEST(host.count(kRecordCall) == 1);
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_before_the_intent_is_on_disk) {
    FakeRecorderHost host;
    host.ledger_works = false;
    const Done end = host.run(record(record_request()));
    BOOST_TEST(retryable(end.error->kind));
    BOOST_TEST(host.runs.empty());
}

BOOST_AUTO_TEST_CASE(an_unreadable_200_is_looked_up_because_a_page_stores_nothing) {
    for (const char* body : {"<html>", "", "{}", "null"}) {
        for (const bool stored : {true, false}) {
            FakeRecorderHost host;
            host.on_first(1, kRecordCall, [&](const Request& request) {
                if (stored) host.answer_well(kRecordCall, request);
                return Answer{200, body};
            });
            const Done end = host.run(record(record_request()));
            BOOST_TEST_CONTEXT(body << (stored ? ", stored" : ", not stored")) {
                BOOST_TEST(end.outcome == (stored ? "already_recorded" : "failed"));
                if (!stored) {
                    BOOST_TEST(retryable(end.error->kind));
                    host.pass(kWindow);
                    BOOST_TEST(host.record(record_request()).outcome == "recorded");
                }
                BOOST_TEST(host.runs.size() == 1U);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_page_instead_of_any_answer_keeps_the_result_waiting) {
    FakeRecorderHost host;
    host.on("spira POST projects/1/test-cases/search", [](const Request&) {
        return Answer{200, "<html>Sign in</html>"};
    });
    const Done end = host.run(record(record_request()));
    BOOST_REQUIRE(end.error.has_value());
    BOOST_TEST(retryable(end.error->kind));
    BOOST_TEST(host.runs.empty());
}

BOOST_AUTO_TEST_CASE(a_process_killed_at_any_command_records_exactly_once_after_its_restart) {
    FakeRecorderHost calm;
    calm.record(record_request());
    BOOST_TEST(calm.lines.size() > 10U);
    for (std::size_t kill = 1; kill < calm.lines.size(); ++kill) {
        FakeRecorderHost host;
        host.killed_before = kill;
        host.record(record_request());
        host.killed_before = 0;
        const Done end = record_patiently(host, record_request());
        BOOST_TEST_CONTEXT("killed before " << calm.lines[kill - 1]) {
            BOOST_TEST((end.outcome == "recorded" || end.outcome == "already_recorded"));
            BOOST_TEST(host.runs.size() == 1U);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_call_to_spira_may_fail_in_every_way_and_nothing_is_doubled) {
    FakeRecorderHost calm;
    calm.record(record_request());
    const std::vector<Answer> failures = {
        {0, "reset"}, {200, "<html>"}, {200, ""},      {200, "{}"},
        {200, "[]"},  {400, "x"},      {401, ""},      {404, "\"Access Denied\""},
        {429, ""},    {500, ""},       {503, "<html>"}};
    int told = 0;
    for (const std::string& line : calm.lines) {
        if (!line.starts_with("spira")) continue;
        for (const Answer& failure : failures) {
            FakeRecorderHost host;
            host.on_first(1, line, [failure](const Request&) { return failure; });
            const Done first = host.record(record_request());
            const Done last = record_patiently(host, record_request());
            BOOST_TEST_CONTEXT(line << " -> " << failure.status << " " << failure.body) {
                BOOST_TEST(host.runs.size() == 1U);
                BOOST_TEST(last.outcome != "failed");
                BOOST_TEST((!first.error || !sentence(*first.error).empty()));
                told += first.error ? 1 : 0;
            }
        }
    }
    BOOST_TEST(told > 0);
}

// Spira stores later than its caller waits.

BOOST_AUTO_TEST_CASE(what_spira_stores_late_is_recorded_once) {
    const Answer answers[] = {{0, "no answer in time"},
                              {0, "reset"},
                              {504, "<html>"},
                              {502, "<html>"},
                              {503, "<html>"},
                              {500, "<html>Server Error"},
                              {500, "Error occurred while trying to proxy: spira:8080/"},
                              {500, ""},
                              {501, "Not Implemented"},
                              {408, ""},
                              {200, "<html>Sign in</html>"},
                              {200, ""}};
    for (const Answer& answer : answers) {
        for (const EpochMs delay : {0, 500, 4'000, 14'000, 70'000, 119'000}) {
            FakeRecorderHost host;
            host.store_late(kRecordCall, delay, answer);
            host.record(record_request());
            const Done end = record_patiently(host, record_request());
            BOOST_TEST_CONTEXT(answer.status << " " << answer.body << " after " << delay) {
                BOOST_TEST(end.outcome == "already_recorded");
                host.pass(kWindow);
                BOOST_TEST(host.runs.size() == 1U);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(what_spira_stores_late_is_recorded_once_although_the_recorder_is_killed) {
    for (const EpochMs delay : {0, 4'000, 14'000, 70'000, 119'000}) {
        FakeRecorderHost host;
        host.store_late(kRecordCall, delay);
        FakeRecorderHost calm;
        calm.record(record_request());
        const auto at_post =
            std::find_if(calm.lines.begin(), calm.lines.end(),
                         [](const auto& line) { return line.starts_with(kRecordCall); });
        // The POST leaves, and the process ends before any answer.
        host.killed_before = static_cast<std::size_t>(at_post - calm.lines.begin()) + 2;
        host.record(record_request());
        host.killed_before = 0;

        const Done end = record_patiently(host, record_request());

        host.pass(kWindow);
        BOOST_TEST_CONTEXT(delay) {
            BOOST_TEST(end.outcome == "already_recorded");
            BOOST_TEST(host.runs.size() == 1U);
        }
    }
}

BOOST_AUTO_TEST_CASE(while_a_post_may_be_under_way_nothing_is_sent_and_the_end_says_until_when) {
    FakeRecorderHost host;
    host.ledger[kLedgerKey] = "intent:" + std::to_string(host.now + 60'000);

    const Done end = host.record(record_request());

    BOOST_TEST(end.outcome == "failed");
    BOOST_TEST((end.error->kind == ErrorKind::unavailable));
    BOOST_TEST(end.error->origin == "post_under_way");
    BOOST_TEST(integer_at(end.details, "notBefore").value() == host.now + 60'000);
    BOOST_TEST(host.count(kRecordCall) == 0);
    BOOST_TEST(host.count("octoperf") == 0);
    host.pass(59'999);
    BOOST_TEST(host.record(record_request()).error->origin == "post_under_way");
    host.pass(1);
    BOOST_TEST(host.record(record_request()).outcome == "recorded");
}

BOOST_AUTO_TEST_CASE(the_time_that_figures_take_to_settle_is_not_taken_from_the_post) {
    FakeRecorderHost host;
    RecordRequest request = record_request();
    request.enrich = true;
    EpochMs sent = 0;
    host.on_first(1, kRecordCall, [&](const Request&) {
        sent = host.now;
        return Answer{0, "no answer in time"};
    });

    const Done end = host.record(request);

    BOOST_TEST(sent > request.now);
    BOOST_TEST(integer_at(end.details, "notBefore").value() >= sent + kWindow);
}

BOOST_AUTO_TEST_CASE(an_intent_of_a_clock_that_was_ahead_does_not_hold_a_result_for_longer) {
    FakeRecorderHost host;
    host.ledger[kLedgerKey] = "intent:" + std::to_string(host.now + 24 * 3'600'000);

    const Done end = host.record(record_request());

    BOOST_TEST(integer_at(end.details, "notBefore").value() == host.now + kWindow);
    BOOST_TEST(host.ledger[kLedgerKey] == "intent:" + std::to_string(host.now + kWindow));
    host.pass(kWindow);
    BOOST_TEST(host.record(record_request()).outcome == "recorded");
}

BOOST_AUTO_TEST_CASE(a_host_that_says_how_long_a_post_takes_is_believed) {
    FakeRecorderHost host;
    RecordRequest request = record_request();
    request.post_window_ms = 5'000;
    host.on_first(1, kRecordCall, [](const Request&) { return Answer{0, "reset"}; });
    BOOST_TEST(integer_at(host.record(request).details, "notBefore").value() <= host.now + 5'000);
}

BOOST_AUTO_TEST_CASE(what_somebody_else_says_may_be_stored_all_the_same) {
    const Answer answers[] = {{503, "upstream connect error or disconnect/reset before headers"},
                              {503, "The service is unavailable."},
                              {503, ""},
                              {500, "Internal Server Error"},
                              {500, R"({"message":"Internal server error"})"},
                              {500, R"({"Message":"Internal Server Error"})"},
                              {500, R"("Internal Server Error")"},
                              {500, R"({"fault":{"detail":{"errorcode":"x"}}})"},
                              {500, "{}"},
                              {500, ""},
                              {400, "Bad request"},
                              {403, "<html><body>Blocked</body></html>"},
                              {302, ""}};
    for (const Answer& answer : answers) {
        FakeRecorderHost host;
        host.on_first(1, kRecordCall, [&](const Request&) { return answer; });
        BOOST_TEST(host.record(record_request()).outcome == "failed");
        const Done again = host.record(record_request());
        BOOST_REQUIRE(again.error.has_value());
        BOOST_TEST(again.error->origin == "post_under_way", answer.status << answer.body);
        BOOST_TEST(host.count(kRecordCall) == 1);
    }
}

BOOST_AUTO_TEST_CASE(what_spira_says_it_failed_at_need_not_be_waited_for) {
    const Answer answers[] = {{500, "Object reference not set to an instance of an object."},
                              {500, R"({"Message":"deadlock"})"},
                              {500, "Transaction (Process ID 52) was deadlocked on lock resources"},
                              {500, "<p>The exception message is 'No space left.'.</p>"},
                              {503, R"("The server is too busy.")"},
                              {429, ""},
                              {429, "<html><body>Too many requests</body></html>"},
                              {401, "<html><body>Sign in</body></html>"},
                              {407, "<html><body>Proxy</body></html>"}};
    for (const Answer& answer : answers) {
        FakeRecorderHost host;
        host.on_first(1, kRecordCall, [&](const Request&) { return answer; });
        BOOST_TEST(host.record(record_request()).outcome == "failed");
        BOOST_TEST(host.record(record_request()).outcome == "recorded", answer.body);
        BOOST_TEST(host.runs.size() == 1U);
    }
}
