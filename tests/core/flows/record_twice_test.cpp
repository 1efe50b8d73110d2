// Results that somebody else may have recorded: a person in the page, another recorder.
#include <boost/test/unit_test.hpp>

#include "core/base/text.hpp"
#include "tests/core/flows/fake_recorder_host.hpp"

using namespace octospira;
using namespace octospira::flows;
using namespace octospira::testing;

namespace {

constexpr EpochMs kMinute = 60'000;
constexpr EpochMs kHour = 60 * kMinute;
const std::string kSearchRuns = "spira POST projects/1/test-runs/search";

/// A test that was started from Spira an hour before its result.
RecordRequest launched() {
    RecordRequest request = record_request();
    request.launch =
        Launch{*BenchResultId::parse(kRecordedResult), *ProductId::from(1), *TestCaseId::from(42)};
    request.launch->started = request.received - kHour;
    return request;
}

/// A test case that was last executed so long after the launch.
FakeRecorderHost executed(Json date) {
    FakeRecorderHost host;
    host.test_cases[0]["ExecutionDate"] = std::move(date);
    host.hints["figures/1/42"] = "[]";  // not the reason why anybody looks
    return host;
}

FakeRecorderHost executed_after_start(EpochMs milliseconds) {
    return executed(format_utc(launched().launch->started + milliseconds));
}

/// As the page records it.
Json run_of_a_person() {
    return Json{{"TestRunId", 900},
                {"TestCaseId", 42},
                {"RunnerName", "OctoPerf"},
                {"RunnerStackTrace", "Passed\nOctoPerf bench result: " + kRecordedResult + "\n"}};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_result_that_a_person_has_just_recorded_is_not_recorded_again) {
    FakeRecorderHost host = executed_after_start(50 * kMinute);
    host.runs = {run_of_a_person()};

    const Done end = host.run(record(launched()));

    BOOST_TEST(end.outcome == "already_recorded");
    BOOST_TEST(integer_at(end.details, "testRunId").value() == 900);
    BOOST_TEST(host.count(kRecordCall) == 0);
    BOOST_TEST(host.ledger["run/" + kRecordedResult + "/42"] == "recorded:900");
}

BOOST_AUTO_TEST_CASE(a_test_case_that_was_executed_meanwhile_by_another_test_costs_one_more_call) {
    FakeRecorderHost host = executed_after_start(50 * kMinute);

    BOOST_TEST(host.run(record(launched())).outcome == "recorded");

    BOOST_TEST(host.count(kSearchRuns) == 1);
    BOOST_TEST(host.spira_calls() == 3);
}

BOOST_AUTO_TEST_CASE(a_test_case_that_was_never_executed_has_no_runs_to_look_through) {
    for (const Json& none : {Json(nullptr), Json("")}) {
        FakeRecorderHost host = executed(none);
        BOOST_TEST(host.run(record(launched())).outcome == "recorded");
        BOOST_TEST(host.spira_calls() == 2);
    }
}

BOOST_AUTO_TEST_CASE(an_execution_before_the_start_is_of_another_test) {
    FakeRecorderHost host = executed_after_start(-kHour);
    host.run(record(launched()));
    BOOST_TEST(host.spira_calls() == 2);
}

BOOST_AUTO_TEST_CASE(clocks_that_differ_by_minutes_hide_no_run) {
    FakeRecorderHost host = executed_after_start(-4 * kMinute);
    host.runs = {run_of_a_person()};
    BOOST_TEST(host.run(record(launched())).outcome == "already_recorded");
}

BOOST_AUTO_TEST_CASE(the_execution_date_of_our_own_last_run_is_no_reason_to_look) {
    FakeRecorderHost host;
    RecordRequest first = launched();
    first.notification.bench_result = first.launch->bench_result = *BenchResultId::parse("first");
    host.run(record(first));
    BOOST_TEST(text_at(host.test_cases[0], "ExecutionDate") == format_utc(first.received));
    host.lines.clear();

    host.run(record(launched()));  // it ran at the same time

    BOOST_TEST(host.runs.size() == 2U);
    BOOST_TEST(host.spira_calls() == 2);
}

BOOST_AUTO_TEST_CASE(our_own_last_run_is_known_again_however_spira_writes_its_date) {
    const EpochMs end = launched().received;
    const std::string seconds = format_utc(end).substr(0, 19);
    for (const std::string& date : {seconds + "Z", seconds, seconds + ".003", seconds + ".0000000Z",
                                    "/Date(" + std::to_string(end) + "-0000)/"}) {
        FakeRecorderHost host = executed(date);
        host.hints["last/1/42"] = format_utc(end);
        host.run(record(launched()));
        BOOST_TEST(host.spira_calls() == 2, date);
    }
}

BOOST_AUTO_TEST_CASE(a_run_within_the_same_second_as_ours_is_not_ours) {
    const EpochMs end = launched().received;
    FakeRecorderHost host = executed(format_utc(end + 500));
    host.hints["last/1/42"] = format_utc(end);
    host.runs = {run_of_a_person()};
    BOOST_TEST(host.run(record(launched())).outcome == "already_recorded");
}

BOOST_AUTO_TEST_CASE(a_spira_that_dates_by_its_own_clock_is_looked_through_and_never_doubled) {
    FakeRecorderHost host;
    host.execution_date = [](const Json&) { return format_utc(launched().received + 2'000); };
    RecordRequest first = launched();
    first.notification.bench_result = first.launch->bench_result = *BenchResultId::parse("first");
    host.run(record(first));
    host.runs.push_back(run_of_a_person());

    BOOST_TEST(host.run(record(launched())).outcome == "already_recorded");
    BOOST_TEST(host.count(kRecordCall) == 1);
}

BOOST_AUTO_TEST_CASE(a_date_that_cannot_be_read_is_a_reason_to_look) {
    for (const Json& date : {Json("yesterday"), Json(7), Json::array()}) {
        FakeRecorderHost host = executed(date);
        host.runs = {run_of_a_person()};
        BOOST_TEST(host.run(record(launched())).outcome == "already_recorded");
    }
}

BOOST_AUTO_TEST_CASE(without_a_launch_a_day_counts_as_during_the_test) {
    for (const EpochMs age : {23 * kHour, 25 * kHour}) {
        FakeRecorderHost host = executed(format_utc(record_request().received - age));
        host.hints["benchresult-property/1"] = "5";
        host.run(record(record_request()));
        BOOST_TEST(host.count(kSearchRuns) == (age < 24 * kHour ? 1 : 0));
    }
}

BOOST_AUTO_TEST_CASE(a_look_that_fails_keeps_the_result_waiting) {
    FakeRecorderHost host = executed_after_start(50 * kMinute);
    host.on(kSearchRuns, [](const Request&) { return Answer{503, ""}; });
    const Done end = host.run(record(launched()));
    BOOST_TEST(end.outcome == "failed");
    BOOST_TEST(retryable(end.error->kind));
    BOOST_TEST(host.runs.empty());
}

BOOST_AUTO_TEST_CASE(after_a_restart_the_run_before_is_read_from_spira_once) {
    FakeRecorderHost host;
    host.test_cases[0]["ExecutionDate"] = format_utc(launched().launch->started - kHour);
    host.runs = {Json{{"TestRunId", 900},
                      {"TestCaseId", 42},
                      {"RunnerName", "OctoPerf"},
                      {"RunnerStackTrace",
                       "Passed\nOctoPerf figures: {\"hits\":200,\"errorsPercent\":0.5}\n"
                       "OctoPerf bench result: another\n"}}};

    host.run(record(launched()));
    const std::string details = text_at(host.runs.at(1), "RunnerStackTrace");
    BOOST_TEST_CONTEXT(details) {
        BOOST_TEST(details.find("Compared with the previous run:\n"
                                "  % Errors: 0.5 → 0.372 % (-0.128)\n") != std::string::npos);
    }
    BOOST_TEST(host.count(kSearchRuns) == 1);

    RecordRequest next = launched();
    next.notification.bench_result = next.launch->bench_result = *BenchResultId::parse("next");
    host.run(record(next));
    BOOST_TEST(host.count(kSearchRuns) == 1);
}

BOOST_AUTO_TEST_CASE(a_backlog_is_not_delayed_by_looks_at_the_run_before) {
    FakeRecorderHost host;
    host.test_cases[0]["ExecutionDate"] = format_utc(launched().launch->started - kHour);
    RecordRequest request = launched();
    request.now += 2 * kMinute;
    host.run(record(request));
    BOOST_TEST(host.spira_calls() == 2);
}

BOOST_AUTO_TEST_CASE(a_look_only_for_the_run_before_may_fail) {
    FakeRecorderHost host;
    host.test_cases[0]["ExecutionDate"] = format_utc(launched().launch->started - kHour);
    host.on(kSearchRuns, [](const Request&) { return Answer{503, ""}; });
    BOOST_TEST(host.run(record(launched())).outcome == "recorded");
}

BOOST_AUTO_TEST_CASE(in_a_steady_state_a_result_takes_two_calls_to_spira) {
    for (const bool with_launch : {true, false}) {
        FakeRecorderHost host;
        const auto request = [&](const std::string& id) {
            RecordRequest one = with_launch ? launched() : record_request();
            one.notification.bench_result = *BenchResultId::parse(id);
            if (with_launch) one.launch->bench_result = *BenchResultId::parse(id);
            host.test_cases[0]["CustomProperties"][0]["StringValue"] = id;
            return one;
        };
        host.run(record(request("first")));
        for (const char* id : {"second", "third"}) {
            host.lines.clear();
            BOOST_TEST(host.run(record(request(id))).outcome == "recorded");
            BOOST_TEST(host.spira_calls() == 2);
            BOOST_TEST(host.count("octoperf") == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_run_before_is_the_newest_one_however_many_there_are) {
    FakeRecorderHost host;
    host.test_cases[0]["ExecutionDate"] = format_utc(launched().launch->started - kHour);
    const auto run_with = [](double errors) {
        return Json{{"TestRunId", 900},
                    {"TestCaseId", 42},
                    {"RunnerName", "OctoPerf"},
                    {"RunnerStackTrace",
                     "OctoPerf figures: {\"errorsPercent\":" + format_number(errors, 3) + "}\n"}};
    };
    host.runs.assign(100, run_with(0.25));
    host.runs[0] = run_with(0.5);
    host.on(kSearchRuns + "/automated?starting_row=101&", [&](const Request&) {
        return Answer{200, to_text(Json::array({run_with(0.75)}))};
    });

    host.run(record(launched()));

    const std::string details = text_at(host.runs.back(), "RunnerStackTrace");
    BOOST_TEST_CONTEXT(details) {
        BOOST_TEST(details.find("% Errors: 0.5 → 0.372 %") != std::string::npos);
    }
    BOOST_TEST(host.count(kSearchRuns) == 2);
}
