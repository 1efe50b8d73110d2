#include "core/flows/record/reconcile.hpp"

#include <boost/test/unit_test.hpp>

#include "core/base/text.hpp"
#include "core/flows/record/verdict.hpp"
#include "core/octoperf/notification.hpp"
#include "tests/core/flows/fake_recorder_host.hpp"

using namespace octospira;
using namespace octospira::flows;
using namespace octospira::testing;

namespace {

const std::string kResult = "octoperf GET runtime/bench-results/";
const std::string kScenario = "octoperf GET runtime/scenarios/";
const std::string kAlarms = "octoperf POST analysis/threshold-alarms";
const std::string kSummary = "octoperf POST analysis/metrics/summary";

ReconcileRequest asked() {
    return {*BenchResultId::parse(kRecordedResult), 1'657'565'900'000, 1'657'566'000'000};
}

FakeRecorderHost in_state(const std::string& state) {
    FakeRecorderHost host;
    host.on(kResult, [state](const Request&) {
        return Answer{200,
                      R"({"id":"x","scenarioId":"aKpHtoYBUDjbSvwJg3Vu","state":")" + state + "\"}"};
    });
    host.on(kAlarms, [](const Request&) { return Answer{200, "[]"}; });
    return host;
}

void says(FakeRecorderHost& host, const std::string& line, Answer answer) {
    host.on(line, [answer](const Request&) { return answer; });
}

octoperf::Notification told(const Done& end) {
    BOOST_TEST_REQUIRE(end.outcome == "ended");
    const auto notification = octoperf::parse_notification(text_at(end.details, "body"));
    BOOST_TEST_REQUIRE(notification.has_value());
    return *notification;
}

int status(const Done& end) {
    return verdict_of(told(end), 0, false)->execution_status;
}

const std::string kOldModel =
    R"({"id":"x","name":"Fin Whale","userLoads":[{"strategy":{"@type":"UserLoadOctoPerf","points":)"
    R"([{"threadsCount":0,"timeInMs":0},{"threadsCount":10,"timeInMs":300000}]}}]})";

}  // namespace

BOOST_AUTO_TEST_CASE(a_test_that_runs_tells_how_long_it_takes_and_when_to_ask_again) {
    FakeRecorderHost host = in_state("RUNNING");

    const Done end = host.run(reconcile(asked()));

    BOOST_TEST(end.outcome == "running");
    BOOST_TEST(text_at(end.details, "state") == "RUNNING");
    BOOST_TEST(integer_at(end.details, "expectedMs").value() == 330'000);
    BOOST_TEST(integer_at(end.details, "pollInMs").value() == 33'000);
    BOOST_TEST(!bool_at(end.details, "overdue").value());
}

BOOST_AUTO_TEST_CASE(the_old_load_model_is_read_as_well) {
    FakeRecorderHost host = in_state("PENDING");
    says(host, kScenario, {200, kOldModel});
    BOOST_TEST(integer_at(host.run(reconcile(asked())).details, "expectedMs").value() == 330'000);
}

BOOST_AUTO_TEST_CASE(the_scenario_is_read_once) {
    FakeRecorderHost host = in_state("RUNNING");
    ReconcileRequest request = asked();
    for (const std::int64_t expected : {400'000, 0}) {
        request.expected_ms = expected;
        const Done end = host.run(reconcile(request));
        BOOST_TEST(integer_at(end.details, "expectedMs").value() == expected);
        BOOST_TEST(host.count(kScenario) == 0);
    }
}

BOOST_AUTO_TEST_CASE(the_next_question_comes_after_three_seconds_to_a_minute) {
    for (const auto& [expected, wait] : {std::pair{1'000, 3'000},
                                         {30'000, 3'000},
                                         {200'000, 20'000},
                                         {3'600'000, 60'000},
                                         {0, 10'000}}) {
        FakeRecorderHost host = in_state("RUNNING");
        ReconcileRequest request = asked();
        request.expected_ms = expected;
        BOOST_TEST(integer_at(host.run(reconcile(request)).details, "pollInMs").value() == wait);
    }
}

BOOST_AUTO_TEST_CASE(a_scenario_that_is_gone_is_not_asked_for_again_and_one_that_is_silent_is) {
    for (const int answer : {404, 503}) {
        FakeRecorderHost host = in_state("RUNNING");
        says(host, kScenario, {answer, ""});
        const Done end = host.run(reconcile(asked()));
        BOOST_TEST(end.outcome == "running");
        BOOST_TEST(find(end.details, "expectedMs")->is_null() == (answer == 503));
    }
}

BOOST_AUTO_TEST_CASE(a_test_long_past_its_end_is_overdue) {
    FakeRecorderHost host = in_state("RUNNING");
    ReconcileRequest request = asked();
    request.expected_ms = 60'000;
    request.now = request.started + 60'000 + 30 * 60'000;
    BOOST_TEST(!bool_at(host.run(reconcile(request)).details, "overdue").value());
    ++request.now;
    BOOST_TEST(bool_at(host.run(reconcile(request)).details, "overdue").value());
}

BOOST_AUTO_TEST_CASE(an_unknown_state_is_not_an_end) {
    FakeRecorderHost host = in_state("DANCING");
    const Done end = host.run(reconcile(asked()));
    BOOST_TEST(end.outcome == "running");
    BOOST_TEST(text_at(end.details, "state") == "DANCING");
}

BOOST_AUTO_TEST_CASE(a_finished_test_is_told_as_octoperf_would_have_told_it) {
    FakeRecorderHost host = in_state("FINISHED");
    says(host, kAlarms, {200, R"([{"severity":"WARNING"},{"severity":"PASSED"}])"});
    ReconcileRequest request = asked();
    request.product = *ProductId::from(1);
    request.report_url = "https://octoperf.example.com/ui/analysis/report/x";

    const Done end = host.run(reconcile(request));

    BOOST_TEST(text_at(end.details, "type") == "TEST_PASSED");
    BOOST_TEST(text_at(end.details, "endState") == "FINISHED");
    BOOST_TEST(
        text_at(end.details, "body") ==
        R"({"endState":"FINISHED","benchResultId":"lUig7oEBrZGjujUFtpV_","type":"TEST_PASSED",)"
        R"("reportUrl":"https://octoperf.example.com/ui/analysis/report/x",)"
        R"("reportName":"Fin Whale [PR:1]","percentErrors":{"HITS_TOTAL":null,)"
        R"("ERRORS_TOTAL":null,"ERRORS_PERCENT":{"name":"% Errors","unit":"%","value":0.5},)"
        R"("RESPONSE_TIME_AVG":null,"THROUGHPUT_TOTAL":null},"alarms":["WARNING"]})");
    BOOST_TEST(status(end) == 2);
}

BOOST_AUTO_TEST_CASE(a_critical_alarm_fails_a_finished_test) {
    FakeRecorderHost host = in_state("FINISHED");
    says(host, kAlarms, {200, R"([{"severity":"WARNING"},{"severity":"CRITICAL"}])"});
    const Done end = host.run(reconcile(asked()));
    BOOST_TEST(text_at(end.details, "type") == "TEST_FAILED");
    BOOST_TEST(status(end) == 1);
    BOOST_TEST(told(end).alarms.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_test_that_was_stopped_or_never_ran_is_blocked) {
    for (const char* state : {"ABORTED", "ERROR"}) {
        FakeRecorderHost host = in_state(state);
        const Done end = host.run(reconcile(asked()));
        BOOST_TEST(text_at(end.details, "type") == "TEST_ERROR");
        BOOST_TEST(text_at(end.details, "endState") == state);
        BOOST_TEST(status(end) == 5);
    }
}

BOOST_AUTO_TEST_CASE(what_octoperf_does_not_tell_is_left_out_and_never_invented) {
    FakeRecorderHost host = in_state("ERROR");
    says(host, kAlarms, {404, ""});
    says(host, kSummary, {404, ""});
    says(host, kScenario, {404, ""});
    ReconcileRequest request = asked();
    request.report_url = "javascript:alert(1)";
    BOOST_TEST(text_at(host.run(reconcile(request)).details, "body") ==
               R"({"endState":"ERROR","benchResultId":"lUig7oEBrZGjujUFtpV_","type":"TEST_ERROR",)"
               R"("percentErrors":{"HITS_TOTAL":null,"ERRORS_TOTAL":null,"ERRORS_PERCENT":null,)"
               R"("RESPONSE_TIME_AVG":null,"THROUGHPUT_TOTAL":null},"alarms":[]})");
}

BOOST_AUTO_TEST_CASE(a_finished_test_whose_alarms_cannot_be_read_has_no_verdict_yet) {
    for (const int answer : {500, 403}) {
        FakeRecorderHost host = in_state("FINISHED");
        says(host, kAlarms, {answer, ""});
        const Done end = host.run(reconcile(asked()));
        BOOST_TEST(end.outcome == "failed");
        BOOST_TEST(retryable(end.error->kind) == (answer == 500));
    }
}

BOOST_AUTO_TEST_CASE(a_test_that_octoperf_does_not_know_any_more_is_gone) {
    FakeRecorderHost host;
    says(host, kResult, {404, R"({"message":"BenchResult not found"})"});
    BOOST_TEST(host.run(reconcile(asked())).outcome == "gone");
}

BOOST_AUTO_TEST_CASE(a_404_that_is_not_octoperfs_own_gives_no_launch_up) {
    for (const char* body : {"", "<html>404 Not Found</html>", "default backend - 404"}) {
        FakeRecorderHost host;
        says(host, kResult, {404, body});
        BOOST_TEST(host.run(reconcile(asked())).outcome != "gone", body);
    }
}

BOOST_AUTO_TEST_CASE(an_octoperf_that_cannot_be_asked_is_asked_again_where_that_may_help) {
    for (const auto& [answer, again] :
         {std::pair{0, true}, {500, true}, {429, true}, {401, false}, {403, false}}) {
        FakeRecorderHost host;
        says(host, kResult, {answer, ""});
        const Done end = host.run(reconcile(asked()));
        BOOST_TEST(end.outcome == "failed");
        BOOST_TEST(retryable(end.error->kind) == again, answer);
    }
}

BOOST_AUTO_TEST_CASE(a_told_end_is_recorded_like_a_notification) {
    FakeRecorderHost host = in_state("FINISHED");
    ReconcileRequest request = asked();
    request.product = *ProductId::from(1);
    RecordRequest recording{told(host.run(reconcile(request)))};
    recording.received = recording.now = asked().now;
    BOOST_TEST(host.run(record(recording)).outcome == "recorded");
    BOOST_TEST(text_at(host.runs.at(0), "RunnerTestName") == "Fin Whale [PR:1]");
}
