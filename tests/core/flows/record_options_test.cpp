// What a product's settings ask for beside the run: build and report, and all of it at once.
#include "core/base/text.hpp"
#include "tests/core/flows/recorded_options.hpp"

using namespace octospira;
using namespace octospira::flows;
using namespace octospira::testing;

namespace {

const std::string kReport =
    "https://api.octoperf.com/app/#/app/workspace/0r5ifn4BrW7hkFYMIu1j/project/"
    "1L5ifn4BrW7hkFYMIu19/analysis/lkig7oEBrZGjujUFtpWw";
const std::string kDocumentCall = "spira POST projects/1/documents/url";

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
