#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

#include "tests/native/octoperf_simulator/fixture.hpp"

namespace octospira::simulators::octoperf {

namespace {

Json real_payload() {
    std::ifstream file(OCTOSPIRA_FIXTURES "/notification-test-passed.json");
    std::ostringstream text;
    text << file.rdbuf();
    return parse_json(text.str()).value_or(Json());
}

/// The members' names in order, and the types of their values, all the way down.
std::string shape(const Json& json) {
    if (json.is_number()) return "number";
    if (!json.is_object()) return json.type_name();
    std::string text = "{";
    for (const auto& [name, value] : json.items()) text += name + ":" + shape(value) + ",";
    return text + "}";
}

const std::vector<std::string> kVerdicts = {"TEST_PASSED", "TEST_FAILED", "TEST_ERROR"};

std::vector<std::string> verdicts(const std::vector<std::string>& types) {
    std::vector<std::string> found;
    for (const std::string& type : types) {
        if (std::find(kVerdicts.begin(), kVerdicts.end(), type) != kVerdicts.end()) {
            found.push_back(type);
        }
    }
    return found;
}

std::vector<std::string> list(std::initializer_list<std::string> types) {
    return types;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(notifications, Simulated)

BOOST_AUTO_TEST_CASE(test_passed_has_the_members_order_and_types_of_the_real_payload) {
    const std::string run = start(kFinWhale);
    BOOST_TEST(told(run, "TEST_PASSED"));

    const Json payload = receiver.first("TEST_PASSED");

    BOOST_TEST(shape(payload) == shape(real_payload()));
    BOOST_TEST(to_text(*find(payload, "percentErrors")) ==
               to_text(*find(real_payload(), "percentErrors")));
    BOOST_TEST(text_at(payload, "benchResultId") == run);
    BOOST_TEST(text_at(payload, "endState") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(each_run_fires_started_ended_and_exactly_one_verdict) {
    const std::string passed = start(kFinWhale);
    const std::string failed = start(kSpermWhale);
    const std::string error = start(kHumpback);
    BOOST_TEST(told(passed, "TEST_PASSED"));
    BOOST_TEST(told(failed, "TEST_FAILED"));
    BOOST_TEST(told(error, "TEST_ERROR"));

    BOOST_TEST(receiver.types(passed) == list({"TEST_STARTED", "TEST_ENDED", "TEST_PASSED"}),
               boost::test_tools::per_element());
    BOOST_TEST(receiver.types(failed) == list({"TEST_STARTED", "TEST_ENDED", "TEST_FAILED"}),
               boost::test_tools::per_element());
    BOOST_TEST(receiver.types(error) == list({"TEST_STARTED", "TEST_ERROR"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_notification_is_a_json_post_with_the_targets_headers_and_query) {
    const std::string run = start(kFinWhale);
    BOOST_TEST(told(run, "TEST_PASSED"));

    const http::ServerRequest request = receiver.received().front();

    BOOST_TEST(request.method == "POST");
    BOOST_TEST(request.path == "/hook");
    BOOST_TEST(http::field(request.query, "api-key").value_or("") ==
               "{0f0e0d0c-1111-4222-8333-000000000000}");
    BOOST_TEST(http::field(request.headers, "Content-Type").value_or("") == "application/json");
    BOOST_TEST(http::field(request.headers, "X-Token").value_or("") == "secret of the header");
}

BOOST_AUTO_TEST_CASE(only_ticked_events_are_sent) {
    (void)json("PUT", "/_simulator/notifications",
               R"({"targets":[{"keep":0,"events":["TEST_PASSED"]}]})");

    const std::string run = start(kFinWhale);
    BOOST_TEST(told(run, "TEST_PASSED"));

    BOOST_TEST(receiver.types(run) == list({"TEST_PASSED"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_report_url_has_the_current_or_the_legacy_shape) {
    const std::string inside =
        "workspace/0r5ifn4BrW7hkFYMIu1j/project/1L5ifn4BrW7hkFYMIu19/analysis/";
    const auto told_url = [this](const std::string& run) {
        BOOST_TEST(told(run, "TEST_PASSED"));
        return text_at(parse_json(receiver.received().back().body).value_or(Json()), "reportUrl");
    };

    const std::string first = start(kFinWhale);
    const std::string current = told_url(first);
    set("reportUrl", "legacy");
    const std::string second = start(kFinWhale);
    const std::string legacy = told_url(second);

    BOOST_TEST(current == "https://octoperf.example.com/ui/" + inside + "report/" +
                              text_at(row(first), "reportId"));
    BOOST_TEST(legacy == "https://octoperf.example.com/app/#/app/" + inside +
                             text_at(row(second), "reportId"));
}

BOOST_AUTO_TEST_CASE(alarms_are_severities_or_objects_and_never_good_bands) {
    const std::string warned = start(kMinkeWhale);
    BOOST_TEST(told(warned, "TEST_PASSED"));
    set("alarms", "objects");
    const std::string failed = start(kSpermWhale);
    BOOST_TEST(told(failed, "TEST_FAILED"));

    BOOST_TEST(to_text(*find(receiver.first("TEST_PASSED"), "alarms")) == R"(["WARNING"])");
    BOOST_TEST(to_text(*find(receiver.first("TEST_FAILED"), "alarms")) ==
               R"([{"severity":"CRITICAL"}])");
}

BOOST_AUTO_TEST_CASE(a_warning_fails_the_test_when_the_switch_says_so) {
    set("warningOnly", "failed");

    const std::string run = start(kMinkeWhale);

    BOOST_TEST(told(run, "TEST_FAILED"));
    BOOST_TEST(verdicts(receiver.types(run)) == list({"TEST_FAILED"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_aborted_run_fires_what_its_switch_says) {
    for (const std::string reading : {"passed", "failed", "onlyEnded"}) {
        set("abortedRun", reading);
        const std::string run = start(kSeiWhale);
        BOOST_TEST(reaches(run, "RUNNING"));
        (void)json("POST", "/runtime/bench-results/stop/" + run);
        BOOST_TEST(told(run, "TEST_ENDED"));

        if (reading == "onlyEnded") {
            BOOST_TEST(verdicts(receiver.types(run)).empty());
            continue;
        }
        const std::string event = reading == "passed" ? "TEST_PASSED" : "TEST_FAILED";
        BOOST_TEST(told(run, event));
        BOOST_TEST(verdicts(receiver.types(run)) == list({event}),
                   boost::test_tools::per_element());
        BOOST_TEST(text_at(receiver.first(event), "endState") == "ABORTED");
    }
}

BOOST_AUTO_TEST_CASE(a_test_error_carries_its_report_nulls_or_nothing) {
    const auto payload = [this](const std::string& reading) {
        set("errorReport", reading);
        const std::string run = start(kHumpback);
        BOOST_TEST(told(run, "TEST_ERROR"));
        const auto last = parse_json(receiver.received().back().body);
        return last.value_or(Json());
    };

    const Json present = payload("present");
    const Json null = payload("null");
    const Json absent = payload("absent");

    BOOST_TEST(text_at(present, "reportName") == "Humpback [PR:1]");
    BOOST_TEST(find(null, "reportName")->is_null());
    BOOST_TEST(find(null, "reportUrl")->is_null());
    BOOST_TEST(!absent.contains("reportName"));
    BOOST_TEST(text_at(absent, "type") == "TEST_ERROR");
}

BOOST_AUTO_TEST_CASE(a_test_error_can_arrive_before_the_answer_of_the_run_call) {
    set("errorTiming", "beforeAnswer");

    const std::string run = start(kHumpback);

    BOOST_TEST(receiver.types(run) == list({"TEST_STARTED", "TEST_ERROR"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(notifications_can_be_doubled_delayed_or_lost) {
    set("notifications", "duplicated");
    const std::string doubled = start(kFinWhale);
    BOOST_TEST(becomes_true([&] { return receiver.types(doubled).size() == 6; }));
    BOOST_TEST(verdicts(receiver.types(doubled)) == list({"TEST_PASSED", "TEST_PASSED"}),
               boost::test_tools::per_element());

    set("notifications", "delayed");
    const std::string delayed = start(kFinWhale);
    BOOST_TEST(reaches(delayed, "FINISHED"));
    BOOST_TEST(verdicts(receiver.types(delayed)).empty());
    BOOST_TEST(told(delayed, "TEST_PASSED"));

    set("notifications", "lost");
    const std::string lost = start(kFinWhale);
    BOOST_TEST(reaches(lost, "FINISHED"));
    BOOST_TEST(to_text(*find(row(lost), "events")) ==
               R"(["TEST_STARTED","TEST_ENDED","TEST_PASSED"])");
    BOOST_TEST(receiver.types(lost).empty());
}

BOOST_AUTO_TEST_CASE(what_is_told_about_targets_hides_keys_and_header_values) {
    const std::string run = start(kFinWhale);
    BOOST_TEST(told(run, "TEST_PASSED"));

    for (const char* path : {"/_simulator/notifications", "/_page/notifications"}) {
        const Answer answer = call("GET", path);
        BOOST_TEST(answer.body.find("0f0e0d0c-1111") == std::string::npos);
        BOOST_TEST(answer.body.find("secret of the header") == std::string::npos);
        BOOST_TEST(answer.body.find("X-Token") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_receiver_that_cannot_be_reached_is_noted_and_not_tried_again) {
    (void)json("PUT", "/_simulator/notifications",
               R"([{"url":"http://127.0.0.1:1/x","events":["TEST_PASSED"]}])");

    const std::string run = start(kFinWhale);
    BOOST_TEST(told(run, "TEST_PASSED"));

    const Json told_so_far = json("GET", "/_simulator/notifications");
    const Json& sent = *array_at(told_so_far, "sent");
    BOOST_REQUIRE_EQUAL(sent.size(), 1);
    BOOST_TEST(integer_at(sent[0], "status").value_or(-1) == 0);
}

BOOST_AUTO_TEST_CASE(the_dummy_notification_names_a_run_that_does_not_exist) {
    BOOST_TEST(call("POST", "/_simulator/notifications/test").status == 202);
    BOOST_TEST(becomes_true([&] { return !receiver.received().empty(); }));

    const std::string id = text_at(receiver.first("TEST_PASSED"), "benchResultId");

    BOOST_TEST(id.size() == 20);
    BOOST_TEST(call("GET", "/runtime/bench-results/" + id).status == 404);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::simulators::octoperf
