#include <boost/test/unit_test.hpp>

#include "tests/native/front_end_answers.hpp"
#include "tests/native/octoperf_simulator/fixture.hpp"

namespace octospira::simulators::octoperf {

namespace {

const std::string kRun = std::string("/runtime/scenarios/run/") + kFinWhale;

struct Faulty : Simulated {
    void order(const std::string& action, const std::string& more = "") {
        (void)json(
            "PUT", "/_simulator/faults",
            R"([{"match":"POST /runtime/scenarios/run","action":")" + action + '"' + more + "}]");
    }
    /// The run call under one fault; how many runs there are after it goes to `runs`.
    Answer run_under(const std::string& action, std::size_t& runs, const std::string& more = "") {
        order(action, more);
        Answer answer = call("POST", kRun);
        runs = run_count();
        return answer;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(faults, Faulty)

BOOST_AUTO_TEST_CASE(a_status_fault_refuses_with_its_body_and_retry_after_and_performs_nothing) {
    std::size_t runs = 0;

    const Answer answer =
        run_under("status", runs, R"(,"status":503,"body":"busy","retryAfter":7)");

    BOOST_TEST(answer.status == 503);
    BOOST_TEST(answer.body == "busy");
    BOOST_TEST(answer.retry_after_s.value_or(0) == 7);
    BOOST_TEST(runs == 0);
}

BOOST_AUTO_TEST_CASE(a_fault_is_over_after_its_times_and_meets_only_its_calls) {
    order("status", R"(,"times":2)");

    BOOST_TEST(call("GET", "/workspaces/member-of").status == 200);
    BOOST_TEST(call("POST", kRun).status == 500);
    BOOST_TEST(call("POST", kRun).status == 500);
    BOOST_TEST(call("POST", kRun).status == 200);
}

BOOST_AUTO_TEST_CASE(a_closed_connection_gives_no_answer_whether_or_not_the_call_is_performed) {
    std::size_t runs = 0;

    BOOST_TEST(run_under("close", runs).status == 0);
    BOOST_TEST(runs == 0);
    BOOST_TEST(run_under("performThenClose", runs).status == 0);
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(perform_then_500_starts_the_run_all_the_same) {
    std::size_t runs = 0;

    BOOST_TEST(run_under("performThen500", runs).status == 500);

    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(html_truncated_and_garbled_answers_are_200_but_no_json) {
    std::size_t runs = 0;
    for (const std::string action : {"html", "truncated", "garble"}) {
        const Answer answer = run_under(action, runs);

        BOOST_TEST_CONTEXT(action) {
            BOOST_TEST(answer.status == 200);
            BOOST_TEST(!answer.body.empty());
            BOOST_TEST(!parse_json(answer.body));
        }
    }
    BOOST_TEST(runs == 2);
}

BOOST_AUTO_TEST_CASE(what_stands_before_octoperf_answers_in_its_place_by_switch_and_by_fault) {
    for (const auto& [name, status, words] : octospira::testing::kFrontEndAnswers) {
        BOOST_TEST_CONTEXT(name) {
            std::size_t runs = 1;
            const Answer faulty = run_under(name, runs);
            set("frontEnd", name);
            const Answer switched = call("POST", kRun);
            set("frontEnd", "none");

            for (const Answer& answer : {faulty, switched}) {
                BOOST_TEST(answer.status == status);
                BOOST_TEST(answer.body.find(words) != std::string::npos);
            }
            BOOST_TEST(runs == 0U);
            BOOST_TEST(run_count() == 0U);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_stands_before_octoperf_may_spoil_its_answer) {
    set("frontEnd", "gzip");
    BOOST_TEST(parse_json(call("GET", "/users/current").body).has_value());

    set("frontEnd", "oversized");
    BOOST_TEST(call("GET", "/users/current").oversized);
}

BOOST_AUTO_TEST_CASE(a_hanging_call_ends_only_with_its_caller_or_the_faults) {
    order("hang");
    http::ClientOptions options;
    options.total_timeout = std::chrono::milliseconds(200);
    const auto impatient = http::create_client(options);

    const Answer answer = impatient->send("POST", simulator->base_url() + kRun,
                                          {{"Authorization", std::string("Bearer ") + kKey}}, "");

    BOOST_TEST(answer.status == 0);
    BOOST_TEST(run_count() == 0);
    BOOST_TEST(call("DELETE", "/_simulator/faults").status == 200);
}

BOOST_AUTO_TEST_CASE(a_fault_that_makes_no_sense_is_refused) {
    BOOST_TEST(call("POST", "/_simulator/faults", R"({"match":"GET /","action":"x"})").status ==
               400);
    BOOST_TEST(call("POST", "/_simulator/faults", R"({"action":"close"})").status == 400);
}

BOOST_AUTO_TEST_CASE(calls_are_listed_with_their_status_and_without_keys) {
    (void)call("GET", std::string("/runtime/scenarios/") + kKey);
    (void)call("POST", kRun + "?name=Night");

    const Answer log = call("GET", "/_simulator/calls");
    const auto rows = parse_json(log.body);

    BOOST_REQUIRE(rows);
    BOOST_REQUIRE_EQUAL(rows->size(), 2);
    BOOST_TEST(integer_at(rows->front(), "status").value_or(0) == 404);
    BOOST_TEST(text_at(rows->back(), "path") == kRun);
    BOOST_TEST(text_at(*find(rows->back(), "query"), "name") == "Night");
    BOOST_TEST(log.body.find(kKey) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(reset_forgets_runs_faults_calls_and_switches) {
    (void)start(kSeiWhale);
    set("nan", "null");
    order("close", R"(,"times":-1)");

    BOOST_TEST(call("POST", "/_simulator/reset").status == 200);

    BOOST_TEST(run_count() == 0);
    BOOST_TEST(to_text(json("GET", "/_simulator/faults")) == "[]");
    BOOST_TEST(to_text(json("GET", "/_simulator/calls")) == "[]");
    BOOST_TEST(text_at(json("GET", "/_simulator/switches"), "nan") == "string");
    BOOST_TEST(call("POST", kRun).status == 200);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::simulators::octoperf
