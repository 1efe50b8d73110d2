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

    BOOST_TEST(host.spira_calls() == 4);
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

    BOOST_TEST(host.spira_calls() == 5);
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
    host.on_first(1, kDocumentCall, [](const Request&) {
        return Answer{500, "\"Object reference not set.\""};
    });

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
    calm.record(everything());
    for (std::size_t kill = 1; kill < calm.lines.size(); ++kill) {
        FakeRecorderHost host;
        host.killed_before = kill;
        host.record(everything());
        host.killed_before = 0;
        host.pass(kWindow);
        const Done end = record_patiently(host, everything());
        BOOST_TEST_CONTEXT("killed before " << calm.lines[kill - 1]) {
            BOOST_TEST((end.outcome == "recorded" || end.outcome == "already_recorded"));
            BOOST_TEST(host.runs.size() == 1U);
            BOOST_TEST(host.builds.size() == 1U);
            BOOST_TEST(host.incidents.size() == 1U);
            BOOST_TEST(host.documents.size() == 1U);
            BOOST_TEST(to_text(*find(host.incidents.at(0), "TestRunStepIds")) == "[2000]");
            BOOST_TEST(integer_at(end.details, "testRunId").value() == 1000);
            BOOST_TEST(integer_at(end.details, "incidentId").value() == 500);
            BOOST_TEST(warnings(end) == 0U);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_call_may_fail_in_every_way_and_nothing_is_doubled_or_kept_from_the_run) {
    FakeRecorderHost calm;
    calm.record(everything());
    const std::vector<Answer> failures = {
        {0, "reset"}, {200, "<html>"}, {200, ""},      {200, "{}"},
        {200, "[]"},  {400, "x"},      {401, ""},      {404, "\"Access Denied\""},
        {429, ""},    {500, ""},       {503, "<html>"}};
    for (const std::string& line : calm.lines) {
        if (!line.starts_with("spira")) continue;
        for (const Answer& failure : failures) {
            for (const bool stored : {false, true}) {
                // What is stored is told with a failure, or not at all; a refusal stores nothing.
                const bool refusal = failure.status >= 400 && failure.status < 500;
                if (stored && (failure.status == 200 || refusal)) continue;
                FakeRecorderHost host;
                host.on_first(1, line, [&](const Request& request) {
                    if (stored) host.answer_well(line, request);
                    return failure;
                });
                host.record(everything());
                const Done last = record_patiently(host, everything());
                BOOST_TEST_CONTEXT(line << " -> " << failure.status << " " << failure.body
                                        << (stored ? " stored" : "")) {
                    BOOST_TEST(last.outcome != "failed");
                    BOOST_TEST(host.runs.size() == 1U);
                    BOOST_TEST(host.builds.size() <= 1U);
                    BOOST_TEST(host.incidents.size() <= 1U);
                    BOOST_TEST(host.documents.size() <= 1U);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_build_incident_or_report_that_spira_stores_late_is_there_once) {
    for (const char* path : {"releases/3/builds", "incidents", "documents/url"}) {
        for (const EpochMs delay : {500, 4'000, 14'000, 70'000, 119'000}) {
            FakeRecorderHost host;
            host.store_late(std::string("spira POST projects/1/") + path, delay);
            host.record(everything());
            for (int i = 0; i < 15; ++i) {
                host.pass(10'000);
                host.record(everything());
            }
            BOOST_TEST_CONTEXT(path << " after " << delay) {
                BOOST_TEST(host.runs.size() == 1U);
                BOOST_TEST(host.builds.size() == 1U);
                BOOST_TEST(host.incidents.size() == 1U);
                BOOST_TEST(host.documents.size() == 1U);
            }
        }
    }
}

// What the run was to be recorded with may be gone.

namespace {

/// A result of a test that was started from a test set, for a release.
RecordRequest of_test_set() {
    RecordRequest request = result("TEST_PASSED");
    request.launch->test_set = *TestSetId::from(8);
    request.launch->release = *ReleaseId::from(3);
    return request;
}

/// A Spira that refuses runs which have the member, in these words.
void refuse_with(FakeRecorderHost& host, const std::string& member, const Answer& refusal) {
    host.on(kRecordCall, [&host, member, refusal](const Request& request) {
        const Json* value = find(*request.body, member);
        if (value != nullptr && !value->is_null()) return refusal;
        return host.answer_well(kRecordCall, request);
    });
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_result_is_recorded_without_the_part_that_is_gone) {
    const Answer refusals[] = {
        {404, "\"TestSetId: The test set does not exist in the product.\""},
        {400,
         R"({"Messages":[{"FieldName":"TestSetId","Message":"The test case is not in it."}]})"},
        {404, "\"Unable to locate requested artifact\""},
        {500, "The INSERT statement conflicted with the FOREIGN KEY constraint FK_TST_TEST_SET"},
        {409, "\"Conflict\""}};
    for (const Answer& refusal : refusals) {
        FakeRecorderHost host;
        refuse_with(host, "TestSetId", refusal);

        const Done end = host.record(of_test_set());

        BOOST_TEST_CONTEXT(refusal.body) {
            if (refusal.status == 409) continue;
            BOOST_TEST(end.outcome == "recorded");
            BOOST_REQUIRE(host.runs.size() == 1U);
            BOOST_TEST(find(host.runs[0], "TestSetId")->is_null());
            BOOST_TEST(first_warning(end).starts_with("The run was recorded without its test set"));
            BOOST_TEST(
                text_at(host.runs[0], "RunnerStackTrace").find("\nRecorded without its test set") !=
                std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_run_that_was_stored_before_it_was_refused_is_not_posted_again) {
    FakeRecorderHost host;
    host.on(kRecordCall, [&](const Request& request) {
        host.answer_well(kRecordCall, request);
        return Answer{409, "\"Conflict\""};
    });

    const Done end = host.record(of_test_set());

    BOOST_TEST(end.outcome == "already_recorded");
    BOOST_TEST(host.runs.size() == 1U);
    BOOST_TEST(host.count(kRecordCall) == 1);
    BOOST_TEST(first_warning(end) == "");
}

BOOST_AUTO_TEST_CASE(only_the_part_that_spira_names_is_left_out) {
    FakeRecorderHost host;
    refuse_with(host, "TestSetId", {404, "\"TestSetId: no such test set\""});
    host.record(of_test_set());
    BOOST_TEST(integer_at(host.runs.at(0), "ReleaseId").value() == 3);
}

BOOST_AUTO_TEST_CASE(a_build_that_is_gone_is_left_out_and_its_release_stays) {
    FakeRecorderHost host;
    refuse_with(host, "BuildId", {404, "\"The build does not exist\""});
    RecordRequest request = of_test_set();
    request.build = true;

    const Done end = host.record(request);

    BOOST_TEST(end.outcome == "recorded");
    BOOST_TEST(first_warning(end).starts_with("The run was recorded without its build."));
    BOOST_REQUIRE(host.runs.size() == 1U);
    BOOST_TEST(find(host.runs[0], "BuildId")->is_null());
    BOOST_TEST(integer_at(host.runs[0], "ReleaseId").value() == 3);
}

BOOST_AUTO_TEST_CASE(several_parts_may_be_gone) {
    FakeRecorderHost host;
    host.on(kRecordCall, [&](const Request& request) {
        if (!find(*request.body, "TestSetId")->is_null())
            return Answer{404, "\"TestSetId: no such test set\""};
        if (!find(*request.body, "ReleaseId")->is_null())
            return Answer{404, "\"The release RL3 does not exist\""};
        return host.answer_well(kRecordCall, request);
    });

    const Done end = host.record(of_test_set());

    BOOST_TEST(end.outcome == "recorded");
    BOOST_TEST(
        first_warning(end).starts_with("The run was recorded without its test set and release."));
    BOOST_TEST(host.count(kRecordCall) == 3);
}

BOOST_AUTO_TEST_CASE(a_spira_that_refuses_the_run_itself_is_asked_a_few_times_at_most) {
    FakeRecorderHost host;
    host.on(kRecordCall, [](const Request&) { return Answer{404, "\"No such luck\""}; });
    const Done end = host.record(of_test_set());
    BOOST_TEST(end.outcome == "failed");
    BOOST_TEST(host.count(kRecordCall) == 3);
}

BOOST_AUTO_TEST_CASE(nothing_is_left_out_where_the_account_or_the_way_is_the_trouble) {
    for (const Answer& answer : {Answer{401, "\"Access Denied\""}, Answer{503, ""},
                                 Answer{0, "reset"}, Answer{500, "boom"}}) {
        FakeRecorderHost host;
        host.on(kRecordCall, [answer](const Request&) { return answer; });
        host.record(of_test_set());
        BOOST_TEST(host.count(kRecordCall) == 1, answer.status);
    }
}

BOOST_AUTO_TEST_CASE(a_test_case_of_another_product_is_found) {
    for (const char* token : {"[PR:1]", "[PR:2]", ""}) {
        FakeRecorderHost host;
        RecordRequest request = result("TEST_PASSED");
        request.notification.report_name = std::string("Fin Whale ") + token;
        host.test_cases = {test_case_with(42, "")};
        host.on("spira GET projects/1/test-cases/42", [](const Request&) {
            return Answer{404, "\"Unable to locate requested artifact\""};
        });
        host.on("spira GET projects", [](const Request&) {
            return Answer{200,
                          R"([{"ProjectId":1},{"ProjectId":3,"Active":true},{"ProjectId":2}])"};
        });
        host.on("spira GET projects/3/", [](const Request&) {
            return Answer{404, "\"Access Denied\""};
        });
        host.on("spira GET projects/2/test-cases/42", [&](const Request&) {
            return Answer{200, to_text(host.test_cases[0])};
        });
        host.on("spira POST projects/2/test-runs/record", [&](const Request& asked) {
            return host.answer_well(kRecordCall,
                                    {asked.method, "projects/1/test-runs/record", asked.body});
        });
        host.on("spira POST projects/2/test-cases/42/test-runs/search", [](const Request&) {
            return Answer{200, "[]"};
        });
        host.on("spira GET projects/1", [](const Request&) {
            return Answer{200, R"({"ProjectTemplateId":2})"};
        });
        host.on("spira GET projects/1/test-cases/42", [](const Request&) {
            return Answer{404, "\"Unable to locate requested artifact\""};
        });

        const Done end = host.record(request);

        BOOST_TEST_CONTEXT(token) {
            BOOST_TEST(end.outcome == "recorded");
            BOOST_TEST(integer_at(end.details, "productId").value_or(0) == 2);
            BOOST_TEST(warnings(end) == 1U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_test_case_that_is_nowhere_ends_with_what_its_own_product_said) {
    FakeRecorderHost host;
    host.on("spira GET projects/1/test-cases/42", [](const Request&) {
        return Answer{404, "\"Unable to locate requested artifact\""};
    });
    host.test_cases = {test_case_with(43, "")};
    const Done end = host.record(result("TEST_PASSED"));
    BOOST_TEST((end.error->kind == ErrorKind::not_found));
    BOOST_TEST(!retryable(end.error->kind));
}

// What reaches Spira.

BOOST_AUTO_TEST_CASE(an_address_with_a_user_name_is_no_link) {
    for (const char* url : {"https://octoperf.com@evil.example/", "javascript:alert(1)",
                            "https://octoperf.com\\@evil.example/", "https://a b/",
                            "https://user:key@octoperf.com/x", "data:text/html,x"}) {
        FakeRecorderHost host;
        RecordRequest request = failure_of();
        request.attach_report = true;
        request.notification.report_url = url;

        const Done end = host.record(request);

        BOOST_TEST_CONTEXT(url) {
            BOOST_TEST(find(end.details, "reportUrl")->is_null());
            BOOST_TEST(host.documents.empty());
            BOOST_TEST(text_at(host.incidents.at(0), "Description").find("href") ==
                       std::string::npos);
            BOOST_TEST(text_at(host.runs.at(0), "RunnerMessage") ==
                       "Full Report: OctoPerf gave no address");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_long_address_is_whole_or_absent) {
    for (const std::size_t length : {200U, 242U, 243U, 1000U}) {
        FakeRecorderHost host;
        RecordRequest request = result("TEST_PASSED");
        const std::string start = "https://o.example.com/";
        const std::string url = start + std::string(length - start.size(), 'x');
        request.notification.report_url = url;

        host.record(request);

        const std::string message = text_at(host.runs.at(0), "RunnerMessage");
        BOOST_TEST(message == (length <= 242U ? "Full Report: " + url
                                              : std::string("Full Report: see the details")));
        BOOST_TEST(text_at(host.runs.at(0), "RunnerStackTrace").find(url) != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(control_characters_do_not_reach_spira) {
    FakeRecorderHost host;
    RecordRequest request = failure_of();
    request.notification.report_name = "Fin\x1b[31m \x07Whale\x7f \xC2\x9B \xEF\xBF\xBF[PR:1]";
    request.notification.end_state_text = "FIN\x01ISHED";
    request.notification.metrics = {{"Hits\x02", 1.0, "\x03"}};

    host.record(request);

    const std::string all = to_text(host.runs.at(0)) + to_text(host.incidents.at(0));
    BOOST_TEST_CONTEXT(all) {
        for (const char* bad : {"\\u001b", "\\u0007", "\x7f", "\xC2\x9B", "\\u0001", "\\u0002",
                                "\\u0003", "\xEF\xBF\xBF"})
            BOOST_TEST(all.find(bad) == std::string::npos);
        BOOST_TEST(text_at(host.runs[0], "RunnerTestName").starts_with("Fin [31m Whale"));
    }
}
