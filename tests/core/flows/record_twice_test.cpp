// Results that somebody else may have recorded: a person in the page, another recorder.
#include <boost/test/unit_test.hpp>

#include "core/base/text.hpp"
#include "tests/core/flows/recorded_options.hpp"
#include "tests/core/flows/views.hpp"

using namespace octospira;
using namespace octospira::flows;
using namespace octospira::testing;

namespace {

constexpr EpochMs kMinute = 60'000;
constexpr EpochMs kHour = 60 * kMinute;

/// A test that was started from Spira an hour before its result.
RecordRequest launched(const std::string& bench_result = kRecordedResult) {
    RecordRequest request = result("TEST_PASSED", bench_result);
    request.launch->started = request.received - kHour;
    return request;
}

std::string marked(const std::string& bench_result = kRecordedResult) {
    return "Passed\nOctoPerf bench result: " + bench_result + "\n";
}

Json stored_run(int id, const std::string& details, EpochMs end = launched().received) {
    return Json{{"TestRunId", id},
                {"TestCaseId", 42},
                {"TestRunTypeId", 2},
                {"ExecutionStatusId", 2},
                {"EndDate", format_utc(end)},
                {"RunnerName", "OctoPerf"},
                {"RunnerStackTrace", details}};
}

/// As the page records it.
Json run_of_a_person() {
    return stored_run(900, marked());
}

/// A warm recorder: it knows the figures of the run before.
FakeRecorderHost warm() {
    FakeRecorderHost host;
    host.hints["figures/1/42"] = "[]";
    return host;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_result_that_a_person_has_just_recorded_is_not_recorded_again) {
    for (const bool details : {false, true}) {
        FakeRecorderHost host = warm();
        host.details_in_lists = details;
        host.runs = {run_of_a_person()};

        const Done end = host.record(launched());

        BOOST_TEST(end.outcome == "already_recorded");
        BOOST_TEST(integer_at(end.details, "testRunId").value() == 900);
        BOOST_TEST(host.count(kRecordCall) == 0);
        BOOST_TEST(host.ledger["run/" + kRecordedResult + "/42"] == "recorded:900");
        BOOST_TEST(host.count("spira GET projects/1/test-runs/900") == (details ? 0 : 1));
    }
}

BOOST_AUTO_TEST_CASE(a_result_that_is_recorded_while_its_figures_settle_is_not_recorded_again) {
    FakeRecorderHost host = warm();
    RecordRequest request = launched();
    request.enrich = true;
    host.on_first(1, "octoperf GET analysis/metrics/global/", [&](const Request& asked) {
        host.runs = {run_of_a_person()};
        return host.answer_well("octoperf", asked);
    });

    const Done end = host.record(request);

    BOOST_TEST(host.count("sleep") > 0);
    BOOST_TEST(end.outcome == "already_recorded");
    BOOST_TEST(host.count(kRecordCall) == 0);
}

BOOST_AUTO_TEST_CASE(two_programs_that_post_within_one_look_say_so) {
    for (const bool details : {false, true}) {
        FakeRecorderHost host = warm();
        host.details_in_lists = details;
        host.on_first(1, kRecordCall, [&](const Request& request) {
            host.runs = {run_of_a_person()};
            return host.answer_well(kRecordCall, request);
        });

        const Done end = host.record(launched());

        BOOST_TEST(end.outcome == "recorded");
        BOOST_TEST(integer_at(end.details, "testRunId").value() == 1001);
        BOOST_TEST(first_warning(end) ==
                   "TR:1001 and TR:900 both record this result. Delete one of them.");
        BOOST_TEST(to_text(*find(end.details, "otherTestRunIds")) == "[900]");
    }
}

BOOST_AUTO_TEST_CASE(a_run_of_another_program_does_not_hide_that_ours_may_still_be_stored) {
    for (const EpochMs delay : {10 * 1'000, 100 * 1'000}) {
        FakeRecorderHost host = warm();
        host.store_late(kRecordCall, delay);
        const RecordRequest request = launched();
        host.on_first(1, kSearchRuns, [&](const Request& asked) {
            const Answer nothing = host.answer_well(kSearchRuns, asked);
            host.runs = {run_of_a_person()};
            return nothing;
        });

        const Done first = host.record(request);
        const EpochMs until = integer_at(first.details, "notBefore").value_or(0);
        host.pass(until - host.now);
        const Done last = host.record(request);

        BOOST_REQUIRE(first.outcome == "failed");
        BOOST_TEST(first.error->origin == "post_under_way");
        BOOST_TEST(until > request.now + delay);
        BOOST_TEST(last.outcome == "already_recorded");
        BOOST_TEST(first_warning(last).find("both record this result") != std::string::npos);
        BOOST_TEST(host.runs.size() == 2U);
        BOOST_TEST(host.count(kRecordCall) == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_run_of_another_program_at_the_next_attempt_does_not_hide_it_either) {
    for (const EpochMs delay : {30 * 1'000, 100 * 1'000}) {
        FakeRecorderHost host = warm();
        host.store_late(kRecordCall, delay);
        const RecordRequest request = launched();
        const Done first = host.record(request);
        host.runs = {run_of_a_person()};
        host.pass(5 * 1'000);

        const Done second = host.record(request);
        const EpochMs until = integer_at(second.details, "notBefore").value_or(0);
        host.pass(until - host.now);
        const Done last = host.record(request);

        BOOST_TEST(first.outcome == "failed");
        BOOST_REQUIRE(second.outcome == "failed");
        BOOST_TEST(second.error->origin == "post_under_way");
        check_words(first_warning(last), "both record this result");
        BOOST_TEST(host.count(kRecordCall) == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_run_that_was_stored_late_is_known_again_at_once) {
    FakeRecorderHost host;
    host.store_late(kRecordCall, 30 * 1'000);
    const RecordRequest request = launched();
    BOOST_TEST(host.record(request).outcome == "failed");
    host.pass(40 * 1'000);
    BOOST_TEST(host.record(request).outcome == "already_recorded");
    BOOST_TEST(host.count(kRecordCall) == 1);
}

BOOST_AUTO_TEST_CASE(two_runs_that_stand_already_are_named) {
    FakeRecorderHost host = warm();
    host.runs = {run_of_a_person(), stored_run(901, marked())};

    const Done end = host.record(launched());

    BOOST_TEST(end.outcome == "already_recorded");
    check_words(first_warning(end), "both record this result");
    BOOST_TEST(host.runs.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_run_that_stands_with_another_verdict_is_told_with_its_own) {
    FakeRecorderHost host = warm();
    host.runs = {run_of_a_person()};
    RecordRequest request = launched();
    request.notification.event = octoperf::Event::failed;

    const Done end = host.record(request);

    BOOST_TEST(integer_at(end.details, "executionStatusId").value() == 2);
    BOOST_TEST(first_warning(end) ==
               "TR:900 was already recorded as Passed and was not changed; this notification says "
               "Failed.");
}

BOOST_AUTO_TEST_CASE(in_a_steady_state_a_result_takes_four_calls_to_spira) {
    for (const bool with_launch : {true, false}) {
        FakeRecorderHost host;
        const auto request = [&](const std::string& id) {
            RecordRequest one = launched(id);
            one.received = host.now;
            one.launch->started = host.now - kHour;
            if (!with_launch) one.launch.reset();
            host.test_cases[0]["CustomProperties"][0]["StringValue"] = id;
            return one;
        };
        host.record(request("first"));
        for (const char* id : {"second", "third"}) {
            host.pass(2 * kHour);
            host.lines.clear();
            BOOST_TEST(host.record(request(id)).outcome == "recorded");
            // Without a launch a test may have begun a day ago: the runs of that day are read once.
            BOOST_TEST(host.spira_calls() - host.count("spira GET projects/1/test-runs/") == 4);
            if (with_launch) BOOST_TEST(host.spira_calls() == 4);
            BOOST_TEST(host.count(kSearchRuns) == 2);
            BOOST_TEST(host.count("octoperf") == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(runs_that_ended_before_the_test_began_are_not_read) {
    FakeRecorderHost host = warm();
    for (int i = 0; i < 30; ++i)
        host.runs.push_back(stored_run(900 - i, "log", launched().launch->started - kHour));

    BOOST_TEST(host.record(launched()).outcome == "recorded");

    BOOST_TEST(host.spira_calls() == 4);
}

BOOST_AUTO_TEST_CASE(clocks_that_differ_by_minutes_hide_no_run) {
    FakeRecorderHost host = warm();
    host.runs = {stored_run(900, marked(), launched().launch->started - 4 * kMinute)};
    BOOST_TEST(host.record(launched()).outcome == "already_recorded");
}

BOOST_AUTO_TEST_CASE(a_run_without_an_end_may_be_the_one) {
    FakeRecorderHost host = warm();
    host.runs = {run_of_a_person()};
    host.runs[0]["EndDate"] = nullptr;
    BOOST_TEST(host.record(launched()).outcome == "already_recorded");
}

BOOST_AUTO_TEST_CASE(runs_of_another_tool_in_between_are_looked_past) {
    for (const int others : {1, 4, 30, 250}) {
        FakeRecorderHost host = warm();
        host.runs.assign(static_cast<std::size_t>(others), stored_run(1, "log"));
        for (int i = 0; i < others; ++i) {
            host.runs[static_cast<std::size_t>(i)]["TestRunId"] = 100 + i;
            host.runs[static_cast<std::size_t>(i)]["RunnerName"] = "pytest";
        }
        host.runs.push_back(stored_run(900, marked()));

        BOOST_TEST(host.record(launched()).outcome == "already_recorded", others);

        BOOST_TEST(host.spira_calls() < 10);
    }
}

BOOST_AUTO_TEST_CASE(a_spira_without_the_search_of_one_test_case_is_searched_as_a_whole) {
    for (const int status : {400, 404, 405, 406, 410, 501}) {
        FakeRecorderHost host = warm();
        host.runs = {run_of_a_person()};
        host.on(kSearchRuns, [status](const Request&) { return Answer{status, "\"Endpoint\""}; });

        BOOST_TEST(host.record(launched()).outcome == "already_recorded", status);

        BOOST_TEST(host.count(kSearchProduct) == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_page_that_is_too_large_is_asked_for_in_smaller_ones) {
    Answer oversized{0, "the answer is too large"};
    oversized.oversized = true;
    const Answer too_large[] = {oversized,
                                {0, "the connection was cut before the answer was complete"},
                                {413, ""},
                                {200, "[{\"TestRunId\":1,\"RunnerStackTrace\":\"xx"}};
    for (const Answer& failure : too_large) {
        for (const bool stands : {false, true}) {
            FakeRecorderHost host = warm();
            host.details_in_lists = true;
            for (int i = 0; i < 12; ++i) host.runs.push_back(stored_run(100 + i, "log"));
            if (stands) host.runs.push_back(run_of_a_person());
            const auto refuse_many = [&](const Request& request) {
                const bool one = request.path.find("number_of_rows=1&") != std::string::npos;
                return one ? host.answer_well("spira", request) : failure;
            };
            host.on(kSearchRuns, refuse_many);
            host.on(kSearchProduct, refuse_many);

            const Done end = host.record(launched());

            BOOST_TEST(end.outcome == (stands ? "already_recorded" : "recorded"), failure.body);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_run_that_no_answer_can_hold_is_none_of_ours) {
    FakeRecorderHost host = warm();
    host.runs = {stored_run(800, "a gigabyte", launched().received + 1000), run_of_a_person()};
    host.on("spira GET projects/1/test-runs/800/automated", [](const Request&) {
        Answer answer{0, "the answer is too large"};
        answer.oversized = true;
        return answer;
    });
    BOOST_TEST(host.record(launched()).outcome == "already_recorded");
}

BOOST_AUTO_TEST_CASE(a_look_that_fails_keeps_the_result_waiting) {
    for (const std::string& call :
         {kSearchRuns, std::string("spira GET projects/1/test-runs/900")}) {
        FakeRecorderHost host = warm();
        host.runs = {run_of_a_person()};
        host.on(call, [](const Request&) { return Answer{503, ""}; });
        const Done end = host.record(launched());
        BOOST_TEST(end.outcome == "failed");
        BOOST_TEST(retryable(end.error->kind));
        BOOST_TEST(host.count(kRecordCall) == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_look_that_spira_refuses_in_every_form_is_no_reason_never_to_record) {
    FakeRecorderHost host = warm();
    for (const std::string& call : {kSearchRuns, kSearchProduct})
        host.on(call, [](const Request&) { return Answer{400, "\"No\""}; });

    const Done end = host.record(launched());

    BOOST_TEST(end.outcome == "recorded");
    check_words(first_warning(end), "Could not check whether the result was already recorded.");
}

BOOST_AUTO_TEST_CASE(a_look_after_the_post_may_fail) {
    FakeRecorderHost host = warm();
    host.on_first(1, kRecordCall, [&](const Request& request) {
        host.on(kSearchRuns, [](const Request&) { return Answer{503, ""}; });
        return host.answer_well(kRecordCall, request);
    });
    const Done end = host.record(launched());
    BOOST_TEST(end.outcome == "recorded");
    BOOST_TEST(warnings(end) == 0U);
}

// A marker counts only at its place.

BOOST_AUTO_TEST_CASE(a_marker_inside_a_notification_of_another_result_does_not_count) {
    const std::string nested =
        R"({"type":"TEST_PASSED","benchResultId":"another","x":{"benchResultId":")" +
        kRecordedResult + R"("},"reportName":"OctoPerf bench result: )" + kRecordedResult + R"("})";
    for (const std::string& details :
         {nested, marked("another") + "\nNotification:\n" + nested + "\n",
          "Passed\nOctoPerf bench result: " + kRecordedResult + "\n" + marked("another"),
          marked("another") + "\nNotification:\nOctoPerf bench result: " + kRecordedResult +
              "\n"}) {
        FakeRecorderHost host = warm();
        host.runs = {stored_run(900, details)};
        BOOST_TEST(host.record(launched()).outcome == "recorded", details);
    }
}

BOOST_AUTO_TEST_CASE(a_forged_notification_cannot_stand_for_another_result) {
    FakeRecorderHost host = warm();
    RecordRequest other = launched("another");
    const std::string body =
        R"({"type":"TEST_PASSED","endState":"FINISHED","benchResultId":"another","reportName":)"
        R"("a\nOctoPerf bench result: )" +
        kRecordedResult +
        R"(\n\nNotification:\n","percentErrors":{"ERRORS_PERCENT":{"name":"OctoPerf bench )"
        R"(result","unit":"","value":1}},"more":{"benchResultId":")" +
        kRecordedResult + R"("}})";
    other.notification = *octoperf::parse_notification(body);
    host.record(other);

    BOOST_TEST(host.record(launched()).outcome == "recorded");
    BOOST_TEST(host.record(launched("another")).outcome == "already_recorded");
    BOOST_TEST(host.runs.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_run_of_the_stock_integration_counts) {
    for (const char* colon : {":", ": ", " : "}) {
        FakeRecorderHost host = warm();
        host.runs = {stored_run(900, std::string(R"({"type":"TEST_PASSED","benchResultId")") +
                                         colon + "\"" + kRecordedResult + "\"}")};
        BOOST_TEST(host.record(launched()).outcome == "already_recorded", colon);
    }
}

// A second verdict, wanted by a person.

BOOST_AUTO_TEST_CASE(a_second_verdict_is_a_run_of_its_own_and_says_so) {
    FakeRecorderHost host = warm();
    host.record(launched());
    RecordRequest second = launched();
    second.notification.event = octoperf::Event::failed;
    second.second_verdict = true;

    const Done end = host.record(second);

    BOOST_TEST(end.outcome == "recorded");
    BOOST_TEST(warnings(end) == 0U);
    BOOST_REQUIRE(host.runs.size() == 2U);
    BOOST_TEST(integer_at(host.runs[1], "ExecutionStatusId").value() == 1);
    check_words(text_at(host.runs[1], "RunnerStackTrace"), "\nSecond verdict of the same result");
    BOOST_TEST(host.ledger["run/" + kRecordedResult + "/42"] == "recorded:1000");
    BOOST_TEST(host.ledger["run/" + kRecordedResult + "/42/TEST_FAILED"] == "recorded:1001");
}

BOOST_AUTO_TEST_CASE(a_second_verdict_is_recorded_once) {
    FakeRecorderHost host = warm();
    host.record(launched());
    RecordRequest second = launched();
    second.notification.event = octoperf::Event::failed;
    second.second_verdict = true;
    host.record(second);
    BOOST_TEST(host.record(second).outcome == "already_recorded");
    host.ledger.clear();
    host.pass(kWindow);

    BOOST_TEST(host.record(second).outcome == "already_recorded");
    BOOST_TEST(host.record(launched()).outcome == "already_recorded");

    BOOST_TEST(host.runs.size() == 2U);
}

// The run before, for its figures.

BOOST_AUTO_TEST_CASE(after_a_restart_the_run_before_is_read_from_spira_once) {
    FakeRecorderHost host;
    const EpochMs before = launched().launch->started - kHour;
    host.test_cases[0]["ExecutionDate"] = format_utc(before);
    host.runs = {stored_run(900,
                            "Passed\nOctoPerf figures: {\"hits\":200,\"errorsPercent\":0.5}\n" +
                                std::string("OctoPerf bench result: another\n"),
                            before)};

    host.record(launched());
    const std::string details = text_at(host.runs.at(1), "RunnerStackTrace");
    check_words(details, "Compared with the previous run:\n  % Errors: 0.5 → 0.372 % (-0.128)\n");
    BOOST_TEST(host.count(kSearchProduct) == 1);

    host.record(launched("next"));
    BOOST_TEST(host.count(kSearchProduct) == 1);
}

BOOST_AUTO_TEST_CASE(a_backlog_is_not_delayed_by_looks_at_the_run_before) {
    FakeRecorderHost host;
    host.test_cases[0]["ExecutionDate"] = format_utc(launched().launch->started - kHour);
    RecordRequest request = launched();
    host.pass(2 * kMinute);
    host.record(request);
    BOOST_TEST(host.spira_calls() == 4);
}

BOOST_AUTO_TEST_CASE(a_look_only_for_the_run_before_may_fail) {
    FakeRecorderHost host;
    host.test_cases[0]["ExecutionDate"] = format_utc(launched().launch->started - kHour);
    host.on(kSearchProduct, [](const Request&) { return Answer{503, ""}; });
    BOOST_TEST(host.record(launched()).outcome == "recorded");
}
