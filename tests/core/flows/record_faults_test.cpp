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
    host.on("spira POST projects/1/test-runs/search", [](const Request&) {
        return Answer{503, ""};
    });
    const Done end = host.run(record(record_request()));
    BOOST_TEST(retryable(end.error->kind));
    BOOST_TEST(host.runs.empty());
}

BOOST_AUTO_TEST_CASE(the_marker_is_found_on_a_later_page) {
    FakeRecorderHost host;
    host.run(record(record_request()));
    const Json ours = host.runs[0];
    host.ledger[kLedgerKey] = "intent";
    host.runs.assign(100, Json{{"TestRunId", 1}, {"TestCaseId", 42}});
    host.on("spira POST projects/1/test-runs/search/automated?starting_row=101&",
            [ours](const Request&) {
                return Answer{200, to_text(Json::array({ours}))};
            });
    BOOST_TEST(host.run(record(record_request())).outcome == "already_recorded");
    BOOST_TEST(host.count(kRecordCall) == 1);
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
    host.on_first(1, kRecordCall, [](const Request&) { return Answer{500, ""}; });
    const Done first = host.run(record(record_request()));
    BOOST_TEST(first.outcome == "failed");
    BOOST_TEST(retryable(first.error->kind));
    BOOST_TEST(host.run(record(record_request())).outcome == "recorded");
    BOOST_TEST(host.runs.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_request_that_never_left_needs_no_look_up) {
    FakeRecorderHost host;
    host.on_first(1, kRecordCall, [](const Request&) {
        return Answer{0, "nobody answers there", std::nullopt, false};
    });
    BOOST_TEST(host.run(record(record_request())).outcome == "failed");
    BOOST_TEST(host.count("spira POST projects/1/test-runs/search") == 0);
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
                    BOOST_TEST(host.run(record(record_request())).outcome == "recorded");
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
    calm.run(record(record_request()));
    for (std::size_t kill = 1; kill < calm.lines.size(); ++kill) {
        FakeRecorderHost host;
        host.killed_before = kill;
        host.run(record(record_request()));
        host.killed_before = 0;
        host.lines.clear();
        const Done end = host.run(record(record_request()));
        BOOST_TEST_CONTEXT("killed before " << calm.lines[kill - 1]) {
            BOOST_TEST((end.outcome == "recorded" || end.outcome == "already_recorded"));
            BOOST_TEST(host.runs.size() == 1U);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_call_to_spira_may_fail_in_every_way_and_nothing_is_doubled) {
    FakeRecorderHost calm;
    calm.run(record(record_request()));
    const std::vector<Answer> failures = {
        {0, "reset"}, {200, "<html>"}, {200, ""},      {200, "{}"},
        {200, "[]"},  {400, "x"},      {401, ""},      {404, "\"Access Denied\""},
        {429, ""},    {500, ""},       {503, "<html>"}};
    for (const std::string& line : calm.lines) {
        if (!line.starts_with("spira")) continue;
        for (const Answer& failure : failures) {
            FakeRecorderHost host;
            host.on_first(1, line, [failure](const Request&) { return failure; });
            const Done first = host.run(record(record_request()));
            const Done second = host.run(record(record_request()));
            BOOST_TEST_CONTEXT(line << " -> " << failure.status << " " << failure.body) {
                BOOST_TEST(host.runs.size() <= 1U);
                BOOST_TEST(second.outcome != "failed");
                if (first.error) BOOST_TEST(!sentence(*first.error).empty());
            }
        }
    }
}
