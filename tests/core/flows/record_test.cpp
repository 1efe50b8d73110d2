#include "core/flows/record/record.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/core/flows/fake_recorder_host.hpp"
#include "tests/core/flows/views.hpp"

using namespace octospira;
using namespace octospira::flows;
using namespace octospira::testing;

namespace {

std::string details_of(const FakeRecorderHost& host) {
    return text_at(host.runs.at(0), "RunnerStackTrace");
}

Launch launch_of(int test_case) {
    return {*BenchResultId::parse(kRecordedResult),
            *ProductId::from(1),
            *TestCaseId::from(test_case),
            std::nullopt,
            std::nullopt,
            1'657'565'900'000};
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_real_notification_becomes_the_run_the_stock_integration_writes) {
    FakeRecorderHost host;
    const Done end = host.run(record(record_request()));
    BOOST_TEST(end.outcome == "recorded");
    BOOST_TEST(integer_at(end.details, "testRunId").value() == 1000);
    BOOST_REQUIRE(host.runs.size() == 1U);
    const Json& run = host.runs[0];
    BOOST_TEST(integer_at(run, "TestCaseId").value() == 42);
    BOOST_TEST(integer_at(run, "ExecutionStatusId").value() == 2);
    BOOST_TEST(text_at(run, "Name") == "Checkout");
    BOOST_TEST(text_at(run, "RunnerName") == "OctoPerf");
    BOOST_TEST(text_at(run, "RunnerTestName") == "Fin Whale [PR:1]");
    BOOST_TEST(text_at(run, "RunnerMessage") ==
               "Full Report: "
               "https://api.octoperf.com/app/#/app/workspace/0r5ifn4BrW7hkFYMIu1j/project/"
               "1L5ifn4BrW7hkFYMIu19/analysis/lkig7oEBrZGjujUFtpWw");
    BOOST_TEST(text_at(run, "StartDate") == "2022-07-11T19:05:00.000Z");
}

BOOST_AUTO_TEST_CASE(
    the_details_are_readable_then_hold_the_marker_then_the_notification_without_the_account) {
    FakeRecorderHost host;
    const RecordRequest request = record_request();
    host.run(record(request));
    const std::string details = details_of(host);
    BOOST_TEST(details.starts_with("Passed: the test completed, and"));
    check_words(details,
                "\nState: FINISHED\n% Errors: 0.372 %\nAlarms: none\nFull Report: https://");
    check_words(details, "\nOctoPerf bench result: lUig7oEBrZGjujUFtpV_\n");
    BOOST_TEST(
        details.ends_with("\nNotification:\n" + request.notification.without_account + "\n"));
    BOOST_TEST(details.find("example.com") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_steady_recorder_needs_four_calls_to_spira) {
    FakeRecorderHost host;
    host.run(record(record_request()));
    BOOST_TEST(host.spira_calls() == 6);  // the first one also asks for the property's number
    FakeRecorderHost next;
    next.hints = host.hints;
    next.run(record(record_request()));
    BOOST_TEST(next.spira_calls() == 4);
}

BOOST_AUTO_TEST_CASE(events_without_a_verdict_are_ignored_without_a_call) {
    for (const char* type : {"TEST_STARTED", "TEST_ENDED", "TEST_DANCED"}) {
        FakeRecorderHost host;
        const Done end = host.run(record(record_request(type)));
        BOOST_TEST(end.outcome == "ignored");
        BOOST_TEST(!text_at(end.details, "reason").empty());
        BOOST_TEST(host.lines.size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_result_of_no_test_case_waits_a_while_and_then_says_what_to_do) {
    for (const EpochMs age : {EpochMs{0}, EpochMs{60 * 60 * 1000}}) {
        FakeRecorderHost host;
        host.test_cases = {test_case_with(43, "another")};
        RecordRequest request = record_request();
        request.now += age;
        const Done end = host.run(record(request));
        BOOST_TEST(end.outcome == "failed");
        BOOST_TEST(retryable(end.error->kind) == (age == 0));
        check_words(end.error->message.english, kRecordedResult);
        BOOST_TEST(!end.error->advice.empty());
        BOOST_TEST(host.runs.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_result_of_several_test_cases_is_not_guessed) {
    FakeRecorderHost host;
    host.test_cases = {test_case_with(42, kRecordedResult), test_case_with(57, kRecordedResult)};
    const Done end = host.run(record(record_request()));
    BOOST_TEST(end.outcome == "failed");
    BOOST_TEST(!retryable(end.error->kind));
    check_words(end.error->message.english, "[TC:42], [TC:57]");
    BOOST_TEST(host.runs.empty());
}

BOOST_AUTO_TEST_CASE(ids_that_only_contain_or_resemble_the_id_do_not_count) {
    FakeRecorderHost host;
    std::string shouted = kRecordedResult;
    for (char& c : shouted) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    host.test_cases = {test_case_with(1, shouted), test_case_with(2, kRecordedResult + "x"),
                       test_case_with(42, " " + kRecordedResult + " ")};
    host.run(record(record_request()));
    BOOST_TEST(integer_at(host.runs.at(0), "TestCaseId").value() == 42);
}

BOOST_AUTO_TEST_CASE(a_search_goes_on_when_a_page_is_full) {
    FakeRecorderHost host;
    host.test_cases.assign(100, test_case_with(7, "other"));
    host.on("spira POST projects/1/test-cases/search?starting_row=101&", [](const Request&) {
        return Answer{200, to_text(Json::array({test_case_with(42, kRecordedResult)}))};
    });
    host.run(record(record_request()));
    BOOST_TEST(integer_at(host.runs.at(0), "TestCaseId").value() == 42);
}

BOOST_AUTO_TEST_CASE(a_property_number_that_changed_is_found_out_on_a_miss) {
    FakeRecorderHost host;
    host.hints["benchresult-property/1"] = "9";
    BOOST_TEST(host.run(record(record_request())).outcome == "recorded");
    BOOST_TEST(host.hints["benchresult-property/1"] == "5");
}

BOOST_AUTO_TEST_CASE(a_name_without_a_product_token_is_a_clear_permanent_failure) {
    FakeRecorderHost host;
    RecordRequest request = record_request();
    request.notification.report_name = "Fin <b>Whale</b>";
    const Done end = host.run(record(request));
    BOOST_TEST((end.error->kind == ErrorKind::not_configured));
    check_words(end.error->message.english, "no product token");
    BOOST_TEST(host.spira_calls() == 0);
}

BOOST_AUTO_TEST_CASE(a_registered_launch_needs_no_token_and_no_search) {
    FakeRecorderHost host;
    RecordRequest request = record_request();
    request.notification.report_name = "";
    request.launch = launch_of(42);
    BOOST_TEST(host.run(record(request)).outcome == "recorded");
    BOOST_TEST(host.count("spira POST projects/1/test-cases/search") == 0);
    BOOST_TEST(text_at(host.runs.at(0), "RunnerTestName") == "OctoPerf test");
    BOOST_TEST(text_at(host.runs.at(0), "StartDate") == "2022-07-11T18:58:20.000Z");
}

BOOST_AUTO_TEST_CASE(a_launch_carries_its_release_and_test_set_into_the_run) {
    FakeRecorderHost host;
    RecordRequest request = record_request();
    request.launch = launch_of(42);
    request.launch->release = *ReleaseId::from(3);
    request.launch->test_set = *TestSetId::from(8);
    request.release = *ReleaseId::from(4);
    host.run(record(request));
    BOOST_TEST(integer_at(host.runs.at(0), "ReleaseId").value() == 3);
    BOOST_TEST(integer_at(host.runs.at(0), "TestSetId").value() == 8);
}

BOOST_AUTO_TEST_CASE(a_release_spira_refuses_is_left_out_and_the_details_say_so) {
    FakeRecorderHost host;
    RecordRequest request = record_request();
    request.release = *ReleaseId::from(9);
    host.on_first(1, kRecordCall, [](const Request&) {
        return Answer{400, "\"The release RL9 does not exist\""};
    });
    BOOST_TEST(host.run(record(request)).outcome == "recorded");
    BOOST_TEST(find(host.runs.at(0), "ReleaseId")->is_null());
    check_words(details_of(host), "Recorded without its release");
}

BOOST_AUTO_TEST_CASE(octoperf_enriches_a_run_with_times_metrics_and_alarms) {
    FakeRecorderHost host;
    RecordRequest request = record_request();
    request.enrich = true;
    host.run(record(request));
    BOOST_TEST(text_at(host.runs.at(0), "StartDate") == "2022-07-11T18:58:38.847Z");
    BOOST_TEST(text_at(host.runs.at(0), "EndDate") == "2022-07-11T19:02:43.847Z");
    BOOST_TEST(integer_at(host.runs.at(0), "RunnerAssertCount").value() == 1);
    check_words(details_of(host),
                "Duration: 4 min 05 s\nHits: 208\nAvg Elapsed: no samples\n% Errors: 0.372 "
                "%\nAlarms: 1 WARNING\nFull Report: ");
}

BOOST_AUTO_TEST_CASE(alarms_are_told_with_their_time_and_duration_as_far_as_octoperf_has_them) {
    FakeRecorderHost host;
    RecordRequest request = record_request("TEST_FAILED");
    request.enrich = true;
    host.on("octoperf POST analysis/threshold-alarms", [](const Request&) {
        return Answer{
            200, R"([{"severity":"CRITICAL","startTime":1657566000000,"endTime":1657566012000},)"
                 R"({"severity":"WARNING"},{"severity":"PASSED","startTime":1657566000000}])"};
    });
    host.run(record(request));
    check_words(details_of(host),
                "\nAlarms: 1 CRITICAL, 1 WARNING\n  CRITICAL, 2022-07-11T19:00:00.000Z to "
                "2022-07-11T19:00:12.000Z, 12 s\nFull Report: ");
}

BOOST_AUTO_TEST_CASE(figures_of_a_test_that_has_just_ended_are_read_until_they_agree) {
    FakeRecorderHost host;
    RecordRequest request = record_request();
    request.enrich = true;
    int hits = 100;
    host.on("octoperf GET analysis/metrics/global/", [&hits](const Request&) {
        hits = std::min(hits + 50, 208);
        return Answer{200, R"({"metrics":[{"name":"Hits","value":)" + std::to_string(hits) +
                               R"(,"unit":""}]})"};
    });
    host.run(record(request));
    check_words(details_of(host), "\nHits: 208\n");
    BOOST_TEST(host.count("sleep") == 3);
}

BOOST_AUTO_TEST_CASE(figures_that_never_agree_are_taken_after_a_minute) {
    FakeRecorderHost host;
    RecordRequest request = record_request();
    request.enrich = true;
    int hits = 0;
    host.on("octoperf GET analysis/metrics/global/", [&hits](const Request&) {
        return Answer{200, R"({"metrics":[{"name":"Hits","value":)" + std::to_string(++hits) +
                               R"(,"unit":""}]})"};
    });
    BOOST_TEST(host.run(record(request)).outcome == "recorded");
    BOOST_TEST(host.count("sleep") == 12);  // of five seconds
}

BOOST_AUTO_TEST_CASE(figures_of_an_old_result_are_read_once_so_that_a_backlog_is_not_delayed) {
    FakeRecorderHost host;
    RecordRequest request = record_request();
    request.enrich = true;
    request.now += 60'000;
    host.run(record(request));
    BOOST_TEST(host.count("sleep") == 0);
    BOOST_TEST(host.count("octoperf GET analysis/metrics/global/") == 1);
}

BOOST_AUTO_TEST_CASE(without_octoperfs_help_the_notification_is_enough) {
    for (const int status : {0, 401, 404, 500}) {
        FakeRecorderHost host;
        RecordRequest request = record_request();
        request.enrich = true;
        host.on("octoperf", [status](const Request&) { return Answer{status, "<html>"}; });
        BOOST_TEST(host.run(record(request)).outcome == "recorded");
        check_words(details_of(host), "% Errors: 0.372 %");
    }
}

BOOST_AUTO_TEST_CASE(warnings_make_a_caution_where_the_product_asks_for_it) {
    FakeRecorderHost host;
    RecordRequest request = record_request();
    request.enrich = request.caution_on_warnings = true;
    host.run(record(request));
    BOOST_TEST(integer_at(host.runs.at(0), "ExecutionStatusId").value() == 6);
}

BOOST_AUTO_TEST_CASE(the_next_run_tells_the_difference_to_the_one_before) {
    FakeRecorderHost host;
    host.hints["figures/1/42"] = R"([{"name":"% Errors","value":0.5,"unit":"%"}])";
    host.run(record(record_request()));
    check_words(details_of(host),
                "Compared with the previous run:\n  % Errors: 0.5 → 0.372 % (-0.128)\n");
    check_words(host.hints["figures/1/42"], "0.371747226");
}

BOOST_AUTO_TEST_CASE(a_build_of_the_release_is_recorded_where_asked_and_only_once) {
    FakeRecorderHost host;
    RecordRequest request = record_request("TEST_FAILED");
    request.build = true;
    request.release = *ReleaseId::from(3);
    host.run(record(request));
    BOOST_REQUIRE(host.builds.size() == 1U);
    BOOST_TEST(integer_at(host.builds[0], "BuildStatusId").value() == 1);
    BOOST_TEST(integer_at(host.builds[0], "ReleaseId").value() == 3);
    BOOST_TEST(integer_at(host.runs.at(0), "BuildId").value() == 77);
    host.ledger.clear();
    host.run(record(request));
    BOOST_TEST(host.builds.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_address_that_is_no_web_address_does_not_become_a_link) {
    FakeRecorderHost host;
    RecordRequest request = record_request();
    request.notification.report_url = "javascript:alert(1)";
    host.run(record(request));
    BOOST_TEST(text_at(host.runs.at(0), "RunnerMessage") ==
               "Full Report: OctoPerf gave no address");
}

BOOST_AUTO_TEST_CASE(a_launch_survives_its_json) {
    Launch launch = launch_of(42);
    launch.release = *ReleaseId::from(3);
    const auto read = launch_from_json(to_json(launch), 1'657'566'000'000);
    BOOST_REQUIRE(read);
    BOOST_TEST(to_text(to_json(*read)) == to_text(to_json(launch)));
    BOOST_TEST(launch_from_json(to_json(launch), 5)->started == 5);
    BOOST_TEST(text_at(to_json(launch), "user") == "");
    for (const char* text :
         {"{}", "[]", "7", R"({"benchResultId":"a b","productId":1,"testCaseId":2})",
          R"({"benchResultId":"a","productId":0,"testCaseId":2})",
          R"({"benchResultId":"a","productId":1})",
          R"({"benchResultId":"a","productId":1,"testCaseId":2,"releaseId":"x"})"}) {
        BOOST_TEST(!launch_from_json(*parse_json(text), 0), text);
    }
}

BOOST_AUTO_TEST_CASE(a_launch_tells_who_started_it_and_where_its_report_is) {
    const auto read = [](const std::string& members) {
        return *launch_from_json(
            *parse_json(R"({"benchResultId":"a","productId":1,"testCaseId":2)" + members + "}"), 5);
    };
    BOOST_TEST(read(R"(,"user":" Fred  Bloggs ")").user == "Fred Bloggs");
    BOOST_TEST(read(R"(,"userId":7)").user == "7");
    BOOST_TEST(read(R"(,"user":"fred","userId":7)").user == "fred");
    BOOST_TEST(read(R"(,"reportUrl":"https://o.example.com/x")").report_url ==
               "https://o.example.com/x");
    const Launch named = read(R"(,"user":"fred","reportUrl":"https://o.example.com/x")");
    BOOST_TEST(to_text(to_json(*launch_from_json(to_json(named), 5))) == to_text(to_json(named)));
}

BOOST_AUTO_TEST_CASE(what_nothing_depends_on_does_not_keep_a_launch_from_being_kept) {
    for (const char* members :
         {R"("user":null)", R"("user":[1])", R"("userId":"x")", R"("userId":-1)", R"("dance":{})",
          R"("reportUrl":7)", R"("reportUrl":"ftp://o.example.com/x")"}) {
        const auto launch =
            launch_from_json(*parse_json(R"({"benchResultId":"a","productId":1,"testCaseId":2,)" +
                                         std::string(members) + "}"),
                             5);
        BOOST_REQUIRE(launch);
        BOOST_TEST(launch->user == "");
        BOOST_TEST(launch->report_url == "");
    }
}
