// The incident of a failed test: one for each streak of failures.
#include "core/base/text.hpp"
#include "tests/core/flows/recorded_options.hpp"

using namespace octospira;
using namespace octospira::flows;
using namespace octospira::testing;

namespace {

const std::string kIncidentCall = "spira POST projects/1/incidents";

}  // namespace

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
        BOOST_TEST(html.starts_with("<p>Failed: the test completed, and"));
        BOOST_TEST(html.find("Test case [TC:42], test run [TR:1000]") != std::string::npos);
        BOOST_TEST(html.find("“&lt;script&gt;&quot;Fin&quot; &amp; Whale&lt;/script&gt;”") !=
                   std::string::npos);
        BOOST_TEST(html.find("<a href=\"https://o.example.com/analysis/"
                             "x?a=1&amp;b=&#39;2&#39;&quot;\">Full report</a>") !=
                   std::string::npos);
        BOOST_TEST(html.ends_with("<p>OctoPerf bench result: lUig7oEBrZGjujUFtpV_</p>"));
    }
}

BOOST_AUTO_TEST_CASE(an_incident_names_the_step_of_the_run_that_failed) {
    for (const bool told : {true, false}) {
        FakeRecorderHost host;
        host.steps_in_answers = told;

        const Done end = host.record(failure_of());

        const Json& step = (*array_at(host.runs.at(0), "TestRunSteps"))[0];
        BOOST_TEST(integer_at(step, "ExecutionStatusId").value() == 1);
        BOOST_TEST(text_at(step, "ActualResult").starts_with("Failed: "));
        BOOST_TEST(to_text(*find(host.incidents.at(0), "TestRunStepIds")) == "[2000]");
        BOOST_TEST(host.count("spira GET projects/1/test-runs/1000") == (told ? 0 : 1));
        BOOST_TEST(host.count("spira POST projects/1/associations") == 0);
        BOOST_TEST(warnings(end) == 0U);
    }
}

BOOST_AUTO_TEST_CASE(every_failure_of_a_streak_adds_its_step_to_the_incident) {
    FakeRecorderHost host;
    host.record(failure_of("first"));
    host.record(failure_of("second"));
    const Done third = host.record(failure_of("third"));
    BOOST_TEST(to_text(*find(host.incidents.at(0), "TestRunStepIds")) == "[2000,2001,2002]");
    BOOST_TEST(warnings(third) == 0U);

    host.record(failure_of("third"));

    BOOST_TEST(to_text(*find(host.incidents.at(0), "TestRunStepIds")) == "[2000,2001,2002]");
}

BOOST_AUTO_TEST_CASE(an_incident_that_somebody_saves_in_between_is_read_again) {
    FakeRecorderHost host;
    host.record(failure_of("first"));
    host.on_first(1, "spira PUT projects/1/incidents/500", [](const Request&) {
        return Answer{409, "\"Conflict\""};
    });
    const Done second = host.record(failure_of("second"));
    BOOST_TEST(to_text(*find(host.incidents.at(0), "TestRunStepIds")) == "[2000,2001]");
    BOOST_TEST(warnings(second) == 0U);
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
        BOOST_TEST(to_text(*find(host.incidents.at(0), "TestRunStepIds")) == "[2000]");
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

        host.pass(kWindow);
        const Done second = host.record(failure_of("second"));

        BOOST_TEST(host.incidents.size() == 1U);
        BOOST_TEST(integer_at(second.details, "incidentId").value() == 500);
        BOOST_TEST(warnings(second) == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_replay_brings_an_unclear_incident_to_its_end) {
    FakeRecorderHost host;
    host.on_first(1, kIncidentCall, [](const Request&) {
        return Answer{503, R"("The server is too busy.")"};
    });
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
    for (const char* verb : {"GET", "PUT"}) {
        FakeRecorderHost host;
        host.record(failure_of("first"));
        host.on(std::string("spira ") + verb + " projects/1/incidents/500", [](const Request&) {
            return Answer{400, ""};
        });

        const Done end = host.record(failure_of("second"));

        BOOST_TEST(integer_at(end.details, "incidentId").value() == 500);
        BOOST_TEST(first_warning(end).starts_with("The incident 500 could not be linked"));
    }
}

BOOST_AUTO_TEST_CASE(an_incident_for_a_run_without_steps_says_that_it_is_not_linked) {
    FakeRecorderHost host;
    host.runs = {Json{{"TestRunId", 900},
                      {"TestCaseId", 42},
                      {"RunnerStackTrace", "{\"benchResultId\":\"" + kRecordedResult + "\"}"}}};

    const Done end = host.record(failure_of());

    BOOST_TEST(end.outcome == "already_recorded");
    BOOST_TEST(host.incidents.size() == 1U);
    BOOST_TEST(first_warning(end) ==
               "The incident 500 could not be linked: the test run has no step.");
}

BOOST_AUTO_TEST_CASE(a_name_in_an_incident_is_not_taken_for_its_marker) {
    FakeRecorderHost host;
    RecordRequest other = failure_of("other");
    other.notification.report_name = "OctoPerf bench result: " + kRecordedResult;
    host.record(other);
    host.ledger["streak/1/42"] = "intent/" + kRecordedResult;

    host.record(failure_of());

    BOOST_TEST(host.incidents.size() == 2U);
}
