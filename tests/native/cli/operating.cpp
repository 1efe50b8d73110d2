// octospira status, stop and record
#include <boost/test/unit_test.hpp>

#include "tests/native/cli/operator_world.hpp"

namespace octospira::cli::test {

using recorder::test::soon;

namespace {

/// Starts that scenario for test case 1 and leaves it; the run's id.
std::string start(const OperatorWorld& world, const std::string& scenario) {
    const Outcome outcome = run(
        {"launch", "--test-case", "TC:1", "--scenario", scenario, "--detach", "--output", "json"},
        world.environment());
    BOOST_REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
    return text_at(event_of(outcome.out, "started"), "benchResultId");
}

Json document(const Outcome& outcome) {
    const auto lines = lines_of(outcome.out);
    BOOST_REQUIRE_MESSAGE(lines.size() == 1U, outcome.out << outcome.err);
    return lines.front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(operating)

BOOST_AUTO_TEST_CASE(status_tells_of_a_running_test_by_its_test_case_and_by_its_id) {
    OperatorWorld world;
    const std::string id = start(world, world.octoperf.long_scenario());
    BOOST_REQUIRE(soon([&] { return world.octoperf.state_of(id) == "RUNNING"; }));

    const std::string page = world.spira.url() + "/1/TestCase/1.aspx";
    for (const std::string& target : {std::string("TC:1"), std::string("[TC:1]"), page, id}) {
        const Json json =
            document(run({"status", target, "--output", "json"}, world.environment()));
        BOOST_TEST(text_at(json, "benchResultId") == id, target);
        BOOST_TEST(text_at(json, "state") == "RUNNING", target);
        BOOST_TEST(!bool_at(json, "ended").value_or(true), target);
        BOOST_TEST(json["verdict"].is_null(), target);
    }
    const Outcome text = run({"status", "TC:1"}, world.environment());
    BOOST_TEST(has(text.out, "The test is running. (RUNNING)"), text.err);
    BOOST_TEST(has(text.out, "/analysis/report/"));
    BOOST_TEST(!has(text.out, "\033["));
}

BOOST_AUTO_TEST_CASE(status_of_a_bench_result_needs_no_spira) {
    OperatorWorld world;
    const std::string id = start(world, kFinWhale);
    const Environment octoperf_only = {{"OCTOSPIRA_OCTOPERF_URL", world.octoperf.url()},
                                       {"OCTOSPIRA_OCTOPERF_KEY", kOctoPerfKey}};
    const Outcome outcome =
        run({"status", id, "--follow", "--every", "100ms", "--output", "json"}, octoperf_only);
    const auto lines = lines_of(outcome.out);
    BOOST_REQUIRE(!lines.empty());
    BOOST_TEST(text_at(lines.back(), "verdict") == "passed");
    BOOST_TEST(run({"status", "TC:1"}, octoperf_only).code == 2);
    BOOST_TEST(run({"status", "zzzzzzzzzzzzzzzzzzzz"}, octoperf_only).code == 1);
    BOOST_TEST(run({"status", "no id at all"}, octoperf_only).code == 2);
}

BOOST_AUTO_TEST_CASE(a_test_case_without_a_test_is_told) {
    OperatorWorld world;
    const Outcome outcome = run({"status", "TC:4"}, world.environment());
    BOOST_TEST(outcome.code == 1);
    BOOST_TEST(has(outcome.err, "octospira launch"));
    BOOST_TEST(outcome.out.empty());
}

BOOST_AUTO_TEST_CASE(stop_does_nothing_unasked_and_stops_with_yes) {
    OperatorWorld world;
    const std::string id = start(world, world.octoperf.long_scenario());
    const Outcome unasked = run({"stop", "TC:1"}, world.environment());
    BOOST_TEST(unasked.code == 1);
    BOOST_TEST(has(unasked.err, "--yes"));
    BOOST_TEST(world.octoperf.state_of(id) != "ABORTED");
    BOOST_TEST(world.octoperf.calls("/bench-results/stop") == 0);

    const Json json = document(run(
        {"stop", "TC:1", "--yes", "--every", "100ms", "--output", "json"}, world.environment()));
    BOOST_TEST(text_at(json, "outcome") == "stopped");
    BOOST_TEST(world.octoperf.state_of(id) == "ABORTED");

    const Outcome again = run({"stop", id, "--yes"}, world.environment());
    BOOST_TEST(again.code == 0);
    BOOST_TEST(has(again.out, "nothing to stop"));
}

BOOST_AUTO_TEST_CASE(record_of_a_test_that_still_runs_says_how_to_wait_for_it) {
    OperatorWorld world;
    const std::string id = start(world, world.octoperf.long_scenario());
    const Outcome early = run({"record", id}, world.environment());
    BOOST_TEST(early.code == 1);
    BOOST_TEST(has(early.err, "--wait"), early.err);
    BOOST_TEST(world.spira.runs().empty());
}

BOOST_AUTO_TEST_CASE(record_waits_for_a_run_that_spira_stores_late_and_says_so) {
    OperatorWorld world;
    const std::string id = start(world, kFinWhale);
    world.spira.set_faults(Json::array({Json{{"match", "POST test-runs/record"},
                                             {"action", "closeThenStore"},
                                             {"ms", 2500},
                                             {"times", 1}}}));
    const Outcome outcome =
        run({"record", "TC:1", "--wait", "--every", "100ms"}, world.environment());
    BOOST_TEST(outcome.code == 0, outcome.err);
    BOOST_TEST(has(outcome.err, "Looking for it in Spira for a few minutes."), outcome.err);
    BOOST_TEST(!has(outcome.err, "page"));
    BOOST_TEST(world.spira.runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(record_of_a_result_with_two_runs_names_both) {
    OperatorWorld world;
    const std::string id = start(world, kFinWhale);
    for (int stored = 0; stored < 2; ++stored) world.spira.store_run(1, id);
    const std::vector<std::string> record = {"record", "TC:1", "--wait", "--every", "100ms"};
    const Outcome people = run(record, world.environment());
    const Json json = document(run({"record", "TC:1", "--output", "json"}, world.environment()));
    BOOST_TEST(people.code == 0, people.err);
    BOOST_TEST(has(people.out, "both record this result. Delete one of them."));
    BOOST_TEST(has(text_at(json, "warning"), "both record this result."));
    BOOST_TEST(world.spira.runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(record_waits_when_told_and_finds_the_test_case_of_a_bench_result) {
    OperatorWorld world;
    const std::string id = start(world, kFinWhale);

    const Json json = document(
        run({"record", id, "--wait", "--every", "100ms", "--output", "json"}, world.environment()));
    BOOST_TEST(integer_at(json, "testCaseId").value_or(0) == 1);
    const Json rows = world.spira.runs();
    BOOST_REQUIRE(rows.size() == 1U);
    BOOST_TEST(integer_at(rows[0], "ExecutionStatusId").value_or(0) == 2);
    BOOST_TEST(has(text_at(rows[0], "RunnerStackTrace"), "OctoPerf bench result: " + id));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
