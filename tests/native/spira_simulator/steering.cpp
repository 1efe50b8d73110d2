// What /_simulator/ promises: switches, faults, calls, state, reset.
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <thread>

#include "tests/native/front_end_answers.hpp"
#include "tests/native/spira_simulator/fixture.hpp"

using namespace octospira;
using namespace std::chrono_literals;
using tests::json_of;
using tests::SpiraFixture;

namespace {

const std::string kRecord = "projects/1/test-runs/record";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(spira_steering, SpiraFixture)

BOOST_AUTO_TEST_CASE(every_switch_is_explained_and_takes_each_of_its_values) {
    const Json help = json_of(send("GET", "/_simulator/switches/help", {}));
    const Json values = json_of(send("GET", "/_simulator/switches", {}));

    BOOST_TEST(help.size() == values.size());
    for (const Json& each : help) {
        BOOST_TEST(!text_at(each, "meaning").empty());
        for (const Json& value : *array_at(each, "values")) {
            const Json change{{text_at(each, "name"), value}};
            BOOST_TEST_CONTEXT(to_text(change)) {
                const Json now = json_of(send("PUT", "/_simulator/switches", {}, to_text(change)));
                BOOST_REQUIRE(find(now, text_at(each, "name")) != nullptr);
                BOOST_TEST((*find(now, text_at(each, "name")) == value));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(an_unknown_switch_or_value_changes_nothing) {
    const std::string before = send("GET", "/_simulator/switches", {}).body;

    BOOST_TEST(send("PUT", "/_simulator/switches", {}, R"({"silentPut":true,"x":1})").status ==
               400);
    BOOST_TEST(send("PUT", "/_simulator/switches", {}, R"({"menuKey":"colour"})").status == 400);

    BOOST_TEST(send("GET", "/_simulator/switches", {}).body == before);
}

BOOST_AUTO_TEST_CASE(a_fault_hits_as_often_as_asked) {
    set_faults(R"([{"match":"GET projects/1","times":2,"action":"status","status":429,
                    "body":"Slow down","contentType":"text/plain","headers":{"Retry-After":"7"}}])");

    const Answer first = rest("GET", "projects/1");

    BOOST_TEST(first.status == 429);
    BOOST_TEST(first.body == "Slow down");
    BOOST_TEST(first.retry_after_s.value_or(0) == 7);
    BOOST_TEST(rest("GET", "users").status == 200);
    BOOST_TEST(rest("GET", "projects/1").status == 429);
    BOOST_TEST(rest("GET", "projects/1").status == 200);
}

BOOST_AUTO_TEST_CASE(a_run_may_be_stored_and_answered_500) {
    set_faults(R"([{"match":"POST test-runs/record","action":"storeThen500"}])");

    BOOST_TEST(rest("POST", kRecord, run()).status == 500);

    BOOST_TEST(array_at(state(), "testRuns")->size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_status_fault_stores_nothing) {
    set_faults(R"([{"match":"* test-runs","action":"status","status":503}])");

    BOOST_TEST(rest("POST", kRecord, run()).status == 503);

    BOOST_TEST(array_at(state(), "testRuns")->empty());
}

BOOST_AUTO_TEST_CASE(a_connection_may_be_closed_before_or_after_storing) {
    set_faults(R"([{"match":"POST test-runs/record","action":"close"},
                   {"match":"POST test-runs/record","action":"storeThenClose"}])");

    BOOST_TEST(rest("POST", kRecord, run()).status == 0);
    BOOST_TEST(array_at(state(), "testRuns")->empty());

    BOOST_TEST(rest("POST", kRecord, run()).status == 0);
    BOOST_TEST(array_at(state(), "testRuns")->size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_run_may_be_stored_late_after_its_caller_has_gone) {
    for (const char* action : {"storeLate", "closeThenStore"}) {
        set_faults(R"([{"match":"POST test-runs/record","ms":300,"action":")" +
                   std::string(action) + R"("}])");
        const std::size_t before = stored_runs();

        BOOST_TEST(rest_within(100ms, "POST", kRecord, run()).status == 0);
        BOOST_TEST(stored_runs() == before);

        wait_for_runs(before + 1);
    }
}

BOOST_AUTO_TEST_CASE(a_run_may_be_stored_after_a_gateway_has_given_up) {
    set_faults(R"([{"match":"POST test-runs/record","ms":200,"action":"statusThenStore",
                    "status":504,"body":"<html>","contentType":"text/html"}])");

    BOOST_TEST(rest("POST", kRecord, run()).status == 504);
    BOOST_TEST(stored_runs() == 0U);

    wait_for_runs(1);
}

BOOST_AUTO_TEST_CASE(a_spira_that_stores_late_answers_others_meanwhile) {
    set_faults(R"([{"match":"POST test-runs/record","ms":400,"action":"storeLate"}])");
    Answer late;
    std::thread caller([&] { late = rest_within(10s, "POST", kRecord, run()); });
    const auto faults_left = [&] {
        return integer_at(json_of(send("GET", "/_simulator/faults", {}))[0], "times");
    };
    while (faults_left() != 0) std::this_thread::yield();

    BOOST_TEST(stored_runs() == 0U);

    caller.join();
    BOOST_TEST(late.status == 200);
    BOOST_TEST(stored_runs() == 1U);
}

BOOST_AUTO_TEST_CASE(an_answer_may_hang_or_be_a_login_page) {
    set_faults(R"([{"match":"GET users","action":"hang","ms":50},
                   {"match":"GET users","action":"html"}])");
    const auto begin = std::chrono::steady_clock::now();

    BOOST_TEST(rest("GET", "users").status == 200);

    BOOST_TEST((std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(50)));
    const Answer page = rest("GET", "users");
    BOOST_TEST(page.status == 200);
    BOOST_TEST(page.body.starts_with("<!DOCTYPE html>"));
}

BOOST_AUTO_TEST_CASE(what_stands_before_spira_answers_in_its_place_by_switch_and_by_fault) {
    for (const auto& [name, status, words] : octospira::testing::kFrontEndAnswers) {
        BOOST_TEST_CONTEXT(name) {
            set(R"({"frontEnd":")" + std::string(name) + "\"}");
            const Answer switched = rest("POST", kRecord, run());
            set(R"({"frontEnd":"none"})");
            set_faults(R"([{"match":"POST test-runs","action":")" + std::string(name) + "\"}]");
            const Answer faulty = rest("POST", kRecord, run());

            for (const Answer& answer : {switched, faulty}) {
                BOOST_TEST(answer.status == status);
                BOOST_TEST(answer.body.find(words) != std::string::npos);
            }
            BOOST_TEST(stored_runs() == 0U);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_stands_before_spira_may_spoil_its_answer) {
    const auto record_behind = [this](const char* name) {
        set(R"({"frontEnd":")" + std::string(name) + "\"}");
        return rest("POST", kRecord, run());
    };

    const Answer truncated = record_behind("truncated");
    BOOST_TEST(truncated.status == 200);
    BOOST_TEST(truncated.body.starts_with("{"));
    BOOST_TEST(!parse_json(truncated.body));
    BOOST_TEST(integer_at(json_of(record_behind("gzip")), "TestRunId").value_or(0) == 2);
    BOOST_TEST(record_behind("oversized").oversized);
    set(R"({"frontEnd":"none"})");
    BOOST_TEST(stored_runs() == 3U);
}

BOOST_AUTO_TEST_CASE(a_fault_that_is_not_understood_is_refused) {
    BOOST_TEST(
        send("PUT", "/_simulator/faults", {}, R"([{"match":"GET x","action":"melt"}])").status ==
        400);
    BOOST_TEST(send("PUT", "/_simulator/faults", {}, "{").status == 400);
}

BOOST_AUTO_TEST_CASE(calls_are_logged_without_secrets) {
    rest("GET", "projects/1");
    send("GET", "/Services/v7_0/RestService.svc/users?username=tester&api-key=%7Bsecret%7D&x=1",
         {{"Accept", "application/json"}, {"Content-Type", "application/json"}});

    const std::string calls = send("GET", "/_simulator/calls", {}).body;

    BOOST_TEST(calls.find("secret") == std::string::npos);
    BOOST_TEST(calls.find("A0000002") == std::string::npos);
    const Json read = json_of({200, calls});
    BOOST_REQUIRE(read.size() == 2U);
    BOOST_TEST(text_at(read[0], "path") == "projects/1");
    BOOST_TEST(text_at(read[0], "user") == "tester");
    BOOST_TEST(text_at(read[1], "query") == "x=1");
    BOOST_TEST(integer_at(read[1], "status").value_or(0) == 404);
}

BOOST_AUTO_TEST_CASE(a_reset_brings_the_demo_data_and_first_switches_back) {
    rest("POST", kRecord, run());
    set(R"({"silentPut":true})");
    set_faults(R"([{"match":"* ","times":-1,"action":"status"}])");

    BOOST_TEST(send("POST", "/_simulator/reset", {}).status == 200);

    BOOST_TEST(array_at(state(), "testRuns")->empty());
    BOOST_TEST(put_bench_result("newBenchResult000001").status == 200);
    BOOST_TEST(bench_result() == "newBenchResult000001");
}

BOOST_AUTO_TEST_SUITE_END()
