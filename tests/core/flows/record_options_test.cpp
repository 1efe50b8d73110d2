// What a product's settings ask for beside the run: build, incident, report.
#include <boost/test/unit_test.hpp>

#include "core/base/text.hpp"
#include "tests/core/flows/fake_recorder_host.hpp"

using namespace octospira;
using namespace octospira::flows;
using namespace octospira::testing;

namespace {

const std::string kReport =
    "https://api.octoperf.com/app/#/app/workspace/0r5ifn4BrW7hkFYMIu1j/project/"
    "1L5ifn4BrW7hkFYMIu19/analysis/lkig7oEBrZGjujUFtpWw";
const std::string kIncidentCall = "spira POST projects/1/incidents";
const std::string kDocumentCall = "spira POST projects/1/documents/url";

/// A result of another test of the same test case.
RecordRequest result(const std::string& type, const std::string& bench_result = kRecordedResult) {
    RecordRequest request = record_request(type);
    request.notification.bench_result = *BenchResultId::parse(bench_result);
    request.launch =
        Launch{*request.notification.bench_result, *ProductId::from(1), *TestCaseId::from(42)};
    request.launch->started = request.received - 60'000;
    return request;
}

RecordRequest failure_of(const std::string& bench_result = kRecordedResult) {
    RecordRequest request = result("TEST_FAILED", bench_result);
    request.incident_on_failure = true;
    return request;
}

RecordRequest everything() {
    RecordRequest request = failure_of();
    request.attach_report = request.build = true;
    request.release = *ReleaseId::from(3);
    return request;
}

std::size_t warnings(const Done& end) {
    return array_at(end.details, "warnings")->size();
}

std::string first_warning(const Done& end) {
    const Json& all = *array_at(end.details, "warnings");
    return all.empty() ? "" : all[0].get<std::string>();
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_end_tells_what_links_and_a_status_page_need) {
    FakeRecorderHost host;

    const Done end = host.run(record(everything()));

    BOOST_TEST(end.outcome == "recorded");
    BOOST_TEST(integer_at(end.details, "productId").value() == 1);
    BOOST_TEST(integer_at(end.details, "testCaseId").value() == 42);
    BOOST_TEST(integer_at(end.details, "testRunId").value() == 1000);
    BOOST_TEST(integer_at(end.details, "executionStatusId").value() == 1);
    BOOST_TEST(text_at(end.details, "reportUrl") == kReport);
    BOOST_TEST(integer_at(end.details, "incidentId").value() == 500);
    BOOST_TEST(warnings(end) == 0U);
}

BOOST_AUTO_TEST_CASE(without_options_a_result_is_one_run_and_nothing_else) {
    FakeRecorderHost host;

    const Done end = host.run(record(result("TEST_FAILED")));

    BOOST_TEST(host.spira_calls() == 2);
    BOOST_TEST(host.incidents.empty());
    BOOST_TEST(host.documents.empty());
    BOOST_TEST(find(end.details, "incidentId")->is_null());
}

BOOST_AUTO_TEST_CASE(a_result_is_of_its_launchs_product_or_of_the_token_in_its_name) {
    RecordRequest request = result("TEST_PASSED");
    request.notification.report_name = "Fin Whale [PR:7]";
    BOOST_TEST(product_of(request.notification, request.launch)->value() == 1);
    BOOST_TEST(product_of(request.notification, std::nullopt)->value() == 7);
    request.notification.report_name = "Fin Whale";
    BOOST_TEST(!product_of(request.notification, std::nullopt));
}

BOOST_AUTO_TEST_CASE(an_incident_tells_the_verdict_the_run_and_the_report_in_escaped_html) {
    FakeRecorderHost host;
    RecordRequest request = failure_of();
    request.notification.report_name = "<script>\"Fin\" & Whale</script>";
    request.notification.report_url = "https://o.example.com/analysis/x?a=1&b='2'\"";
    request.release = *ReleaseId::from(3);

    host.run(record(request));

    BOOST_REQUIRE(host.incidents.size() == 1U);
    const Json& incident = host.incidents[0];
    BOOST_TEST(text_at(incident, "Name") == "Load test failed: Checkout");
    BOOST_TEST(integer_at(incident, "DetectedReleaseId").value() == 3);
    BOOST_TEST(find(incident, "IncidentTypeId")->is_null());
    const std::string html = text_at(incident, "Description");
    BOOST_TEST_CONTEXT(html) {
        BOOST_TEST(html.starts_with("<p>Failed: the test ran to its planned end"));
        BOOST_TEST(html.find("Test case [TC:42], test run [TR:1000]") != std::string::npos);
        BOOST_TEST(html.find("“&lt;script&gt;&quot;Fin&quot; &amp; Whale&lt;/script&gt;”") !=
                   std::string::npos);
        BOOST_TEST(html.find("<a href=\"https://o.example.com/analysis/"
                             "x?a=1&amp;b=&#39;2&#39;&quot;\">Full report</a>") !=
                   std::string::npos);
        BOOST_TEST(html.ends_with("<p>OctoPerf bench result: lUig7oEBrZGjujUFtpV_</p>"));
    }
}

BOOST_AUTO_TEST_CASE(an_incident_is_linked_to_its_test_case) {
    FakeRecorderHost host;

    host.run(record(failure_of()));

    BOOST_REQUIRE(host.associations.size() == 1U);
    const Json& link = host.associations[0];
    BOOST_TEST(integer_at(link, "SourceArtifactId").value() == 500);
    BOOST_TEST(integer_at(link, "SourceArtifactTypeId").value() == 3);
    BOOST_TEST(integer_at(link, "DestArtifactId").value() == 42);
    BOOST_TEST(integer_at(link, "DestArtifactTypeId").value() == 2);
}

BOOST_AUTO_TEST_CASE(failures_that_go_on_have_one_incident) {
    FakeRecorderHost host;
    host.run(record(failure_of("first")));

    const Done second = host.run(record(failure_of("second")));

    BOOST_TEST(host.runs.size() == 2U);
    BOOST_TEST(host.incidents.size() == 1U);
    BOOST_TEST(integer_at(second.details, "incidentId").value() == 500);
}

BOOST_AUTO_TEST_CASE(a_failure_after_a_success_has_an_incident_of_its_own) {
    for (const char* type : {"TEST_PASSED", "TEST_ERROR"}) {
        FakeRecorderHost host;
        host.run(record(failure_of("first")));
        host.run(record(result(type, "second")));

        host.run(record(failure_of("third")));

        // A test that could not be run says nothing about the test case.
        BOOST_TEST(host.incidents.size() == (type == std::string("TEST_PASSED") ? 2U : 1U));
    }
}

BOOST_AUTO_TEST_CASE(a_caution_has_passed_and_ends_the_streak_as_well) {
    FakeRecorderHost host;
    host.run(record(failure_of("first")));
    RecordRequest passed = result("TEST_PASSED", "second");
    passed.enrich = passed.caution_on_warnings = true;
    host.run(record(passed));

    host.run(record(failure_of("third")));

    BOOST_TEST(integer_at(host.runs.at(1), "ExecutionStatusId").value() == 6);
    BOOST_TEST(host.incidents.size() == 2U);
}

BOOST_AUTO_TEST_CASE(another_test_cases_failures_are_a_streak_of_their_own) {
    FakeRecorderHost host;
    host.run(record(failure_of("first")));
    RecordRequest other = failure_of("second");
    other.launch->test_case = *TestCaseId::from(43);
    host.test_cases = {test_case_with(43, "second")};

    host.run(record(other));

    BOOST_TEST(host.incidents.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_replay_makes_no_second_incident_and_no_second_document) {
    FakeRecorderHost host;
    host.run(record(everything()));
    host.run(record(result("TEST_PASSED", "second")));

    const Done end = host.run(record(everything()));

    BOOST_TEST(end.outcome == "already_recorded");
    BOOST_TEST(host.incidents.size() == 1U);
    BOOST_TEST(host.documents.size() == 1U);
    BOOST_TEST(host.builds.size() == 1U);
    BOOST_TEST(warnings(end) == 0U);
}

BOOST_AUTO_TEST_CASE(a_replayed_success_does_not_end_a_later_streak) {
    FakeRecorderHost host;
    host.run(record(result("TEST_PASSED", "first")));
    host.run(record(failure_of("second")));
    host.run(record(result("TEST_PASSED", "first")));

    host.run(record(failure_of("third")));

    BOOST_TEST(host.incidents.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_incident_that_spira_refuses_leaves_the_run_recorded_and_says_so) {
    FakeRecorderHost host;
    host.on_first(1, kIncidentCall, [](const Request&) {
        return Answer{404, "\"Access Denied\""};
    });

    const Done end = host.run(record(failure_of("first")));

    BOOST_TEST(end.outcome == "recorded");
    BOOST_TEST(first_warning(end).starts_with("The incident could not be opened. Spira refused"));
    host.run(record(failure_of("second")));
    BOOST_TEST(host.incidents.size() == 1U);  // the streak still lacks one
}

BOOST_AUTO_TEST_CASE(an_incident_whose_answer_was_lost_is_found_and_not_repeated) {
    for (const int status : {0, 500, 502, 408}) {
        FakeRecorderHost host;
        host.on_first(1, kIncidentCall, [&](const Request& request) {
            host.answer_well(kIncidentCall, request);
            return Answer{status, "<html>"};
        });

        const Done end = host.run(record(failure_of()));

        BOOST_TEST(host.incidents.size() == 1U, status);
        BOOST_TEST(integer_at(end.details, "incidentId").value() == 500);
        BOOST_TEST(warnings(end) == 0U);
        BOOST_TEST(host.associations.size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(an_incident_that_may_have_been_made_is_looked_for_by_the_next_failure) {
    for (const bool stored : {false, true}) {
        FakeRecorderHost host;
        host.on_first(1, kIncidentCall, [&](const Request& request) {
            if (stored) host.answer_well(kIncidentCall, request);
            return Answer{503, ""};
        });
        host.on_first(1, "spira GET projects/1/incidents", [](const Request&) {
            return Answer{503, ""};
        });
        const Done first = host.run(record(failure_of("first")));
        BOOST_TEST(warnings(first) == 1U);

        const Done second = host.run(record(failure_of("second")));

        BOOST_TEST(host.incidents.size() == 1U);
        BOOST_TEST(integer_at(second.details, "incidentId").value() == 500);
        BOOST_TEST(warnings(second) == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_replay_brings_an_unclear_incident_to_its_end) {
    FakeRecorderHost host;
    host.on_first(1, kIncidentCall, [](const Request&) { return Answer{503, ""}; });
    host.run(record(failure_of()));
    BOOST_TEST(host.incidents.empty());

    const Done replayed = host.run(record(failure_of()));

    BOOST_TEST(replayed.outcome == "already_recorded");
    BOOST_TEST(host.incidents.size() == 1U);
    BOOST_TEST(warnings(replayed) == 0U);
}

BOOST_AUTO_TEST_CASE(an_incident_of_a_longer_id_is_not_taken_for_this_results) {
    FakeRecorderHost host;
    host.incidents = {
        Json{{"IncidentId", 499}, {"Description", "<p>OctoPerf bench result: firsts</p>"}}};
    host.ledger["streak/1/42"] = "intent/first";

    host.run(record(failure_of("first")));

    BOOST_TEST(host.incidents.size() == 2U);
}

BOOST_AUTO_TEST_CASE(no_incident_is_sent_before_the_intent_is_on_disk) {
    FakeRecorderHost host;
    host.unkept = "streak/";

    const Done end = host.run(record(failure_of()));

    BOOST_TEST(end.outcome == "recorded");
    BOOST_TEST(host.incidents.empty());
    BOOST_TEST(warnings(end) == 1U);
}

BOOST_AUTO_TEST_CASE(an_incident_that_cannot_be_linked_is_named) {
    FakeRecorderHost host;
    host.on("spira POST projects/1/associations", [](const Request&) { return Answer{400, ""}; });

    const Done end = host.run(record(failure_of()));

    BOOST_TEST(integer_at(end.details, "incidentId").value() == 500);
    BOOST_TEST(first_warning(end).starts_with("The incident 500 could not be linked"));
}

BOOST_AUTO_TEST_CASE(the_report_is_attached_to_the_run_without_a_look_at_the_first_attempt) {
    FakeRecorderHost host;
    RecordRequest request = result("TEST_PASSED");
    request.attach_report = true;

    host.run(record(request));

    BOOST_TEST(host.spira_calls() == 3);
    BOOST_REQUIRE(host.documents.size() == 1U);
    BOOST_TEST(text_at(host.documents[0], "FilenameOrUrl") == kReport);
    BOOST_TEST(integer_at(host.documents[0], "AttachmentTypeId").value() == 2);
    const Json& artifact = (*array_at(host.documents[0], "AttachedArtifacts"))[0];
    BOOST_TEST(integer_at(artifact, "ArtifactId").value() == 1000);
    BOOST_TEST(integer_at(artifact, "ArtifactTypeId").value() == 5);
}

BOOST_AUTO_TEST_CASE(a_report_that_cannot_be_attached_leaves_the_run_recorded_and_says_so) {
    FakeRecorderHost host;
    RecordRequest request = result("TEST_PASSED");
    request.attach_report = true;
    host.on_first(1, kDocumentCall, [](const Request&) { return Answer{500, ""}; });

    const Done end = host.run(record(request));

    BOOST_TEST(end.outcome == "recorded");
    BOOST_TEST(first_warning(end).starts_with("The report could not be attached to the run. "));
    BOOST_TEST(warnings(host.run(record(request))) == 0U);  // a replay mends it
    BOOST_TEST(host.documents.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_attachment_whose_answer_was_lost_is_seen_by_the_next_attempt) {
    FakeRecorderHost host;
    RecordRequest request = result("TEST_PASSED");
    request.attach_report = true;
    host.on_first(1, kDocumentCall, [&](const Request& sent) {
        host.answer_well(kDocumentCall, sent);
        return Answer{500, ""};
    });
    host.run(record(request));

    host.run(record(request));

    BOOST_TEST(host.documents.size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_launchs_address_of_the_report_stands_in_where_nobody_told_one) {
    FakeRecorderHost host;
    RecordRequest request = result("TEST_PASSED");
    request.attach_report = true;
    request.notification.report_url = "";
    request.launch->report_url = "https://octoperf.example.com/ui/analysis/report/x";

    const Done end = host.run(record(request));

    BOOST_TEST(text_at(end.details, "reportUrl") == request.launch->report_url);
    BOOST_TEST(text_at(host.runs.at(0), "RunnerMessage") ==
               "Full Report: " + request.launch->report_url);
    BOOST_TEST(host.documents.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_address_that_is_none_is_neither_attached_nor_told) {
    FakeRecorderHost host;
    RecordRequest request = failure_of();
    request.attach_report = true;
    request.notification.report_url = "javascript:alert(1)";

    const Done end = host.run(record(request));

    BOOST_TEST(find(end.details, "reportUrl")->is_null());
    BOOST_TEST(host.documents.empty());
    BOOST_TEST(text_at(host.incidents.at(0), "Description").find("javascript") ==
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_build_that_spira_refuses_leaves_the_run_recorded_and_says_so) {
    for (const char* verb : {"GET", "POST"}) {
        FakeRecorderHost host;
        RecordRequest request = everything();
        host.on(std::string("spira ") + verb + " projects/1/releases/3/builds", [](const Request&) {
            return Answer{404, "\"Access Denied\""};
        });

        const Done end = host.run(record(request));

        BOOST_TEST(end.outcome == "recorded");
        BOOST_TEST(first_warning(end).starts_with("The build could not be recorded. "));
        BOOST_TEST(find(host.runs.at(0), "BuildId")->is_null());
        BOOST_TEST(host.incidents.size() == 1U);
        BOOST_TEST(host.documents.size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_process_killed_at_any_command_makes_everything_exactly_once) {
    FakeRecorderHost calm;
    calm.run(record(everything()));
    for (std::size_t kill = 1; kill < calm.lines.size(); ++kill) {
        FakeRecorderHost host;
        host.killed_before = kill;
        host.run(record(everything()));
        host.killed_before = 0;
        host.lines.clear();
        const Done end = host.run(record(everything()));
        BOOST_TEST_CONTEXT("killed before " << calm.lines[kill - 1]) {
            BOOST_TEST((end.outcome == "recorded" || end.outcome == "already_recorded"));
            BOOST_TEST(host.runs.size() == 1U);
            BOOST_TEST(host.builds.size() == 1U);
            BOOST_TEST(host.incidents.size() == 1U);
            BOOST_TEST(host.documents.size() == 1U);
            // Nobody can look a link up, so it is made once at most.
            const bool at_link = calm.lines[kill - 1] == "spira POST projects/1/associations";
            BOOST_TEST(host.associations.size() == (at_link ? 0U : 1U));
            BOOST_TEST(integer_at(end.details, "testRunId").value() == 1000);
            BOOST_TEST(integer_at(end.details, "incidentId").value() == 500);
            BOOST_TEST(warnings(end) == 0U);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_call_may_fail_in_every_way_and_nothing_is_doubled_or_kept_from_the_run) {
    FakeRecorderHost calm;
    calm.run(record(everything()));
    const std::vector<Answer> failures = {
        {0, "reset"}, {200, "<html>"}, {200, ""},      {200, "{}"},
        {200, "[]"},  {400, "x"},      {401, ""},      {404, "\"Access Denied\""},
        {429, ""},    {500, ""},       {503, "<html>"}};
    for (const std::string& line : calm.lines) {
        if (!line.starts_with("spira")) continue;
        for (const Answer& failure : failures) {
            for (const bool stored : {false, true}) {
                // What is stored is told with a failure, or not at all.
                if (stored && failure.status == 200) continue;
                FakeRecorderHost host;
                host.on_first(1, line, [&](const Request& request) {
                    if (stored) host.answer_well(line, request);
                    return failure;
                });
                host.run(record(everything()));
                const Done second = host.run(record(everything()));
                BOOST_TEST_CONTEXT(line << " -> " << failure.status << " " << failure.body
                                        << (stored ? " stored" : "")) {
                    BOOST_TEST(second.outcome != "failed");
                    BOOST_TEST(host.runs.size() <= 1U);
                    BOOST_TEST(host.builds.size() <= 1U);
                    BOOST_TEST(host.incidents.size() <= 1U);
                    BOOST_TEST(host.documents.size() <= 1U);
                }
            }
        }
    }
}
