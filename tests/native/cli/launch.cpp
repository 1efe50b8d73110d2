#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "tests/native/cli/operator_world.hpp"

namespace octospira::cli::test {

using recorder::test::soon;

namespace {

/// A launch from that test case, looked at often.
std::vector<std::string> launch(const std::string& test_case,
                                const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"launch", "--test-case", test_case, "--every", "100ms"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// The id in the line "started" of what a program has written so far; empty: none yet.
std::string started_in(const Program& program) {
    const std::string out = program.out();
    return text_at(event_of(out.substr(0, out.rfind('\n') + 1), "started"), "benchResultId");
}

bool follows(const Program& program) {
    return has(program.out(), "\"event\":\"progress\"");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(launch_command)

BOOST_AUTO_TEST_CASE(a_passed_test_is_code_0_and_every_line_is_json) {
    OperatorWorld world;
    const Outcome outcome = run(launch("TC:1", {"--no-record"}), world.environment());

    BOOST_TEST(outcome.code == 0, outcome.err);
    const Json started = event_of(outcome.out, "started");
    BOOST_TEST(text_at(started, "scenarioId") == kFinWhale);
    BOOST_TEST(bool_at(started, "stored").value_or(false));
    BOOST_TEST(started["registered"].is_null());
    const Json ended = event_of(outcome.out, "ended");
    BOOST_TEST(text_at(ended, "verdict") == "passed");
    BOOST_TEST(text_at(ended, "state") == "FINISHED");
    BOOST_TEST(number_of(ended["hits"]).value_or(0) > 0);
    BOOST_TEST(!event_of(outcome.out, "progress").is_null());
    BOOST_TEST(world.octoperf.runs().size() == 1U);
    BOOST_TEST(world.spira.runs().empty());
}

BOOST_AUTO_TEST_CASE(the_exit_code_is_the_verdict) {
    OperatorWorld world;
    const std::string aborted = world.octoperf.add_scenario("aborted");
    const auto code = [&](const std::vector<std::string>& words) {
        return run(words, world.environment()).code;
    };

    BOOST_TEST(code(launch("TC:2", {"--no-record"})) == 3);  // fails by its alarms
    BOOST_TEST(code(launch("TC:3", {"--no-record"})) == 4);  // cannot be run
    BOOST_TEST(code(launch("TC:4", {"--no-record", "--scenario", aborted})) == 4);
    BOOST_TEST(code(launch("TC:4", {"--no-record", "--scenario", kMinkeWhale})) == 0);
    BOOST_TEST(code(launch("TC:4", {"--no-record", "--scenario", kMinkeWhale,
                                    "--caution-on-warnings"})) == 5);
    BOOST_TEST(code(launch("TC:4")) == 1);  // no scenario to start
    BOOST_TEST(code(launch("TC:4", {"--wait", "--detach"})) == 2);
    BOOST_TEST(code(launch("Fin Whale")) == 2);
    BOOST_TEST(code(launch("https://other.example.com/1/TestCase/1.aspx")) == 2);
    BOOST_TEST(world.octoperf.runs().size() == 5U);
}

BOOST_AUTO_TEST_CASE(alarms_that_cannot_be_read_are_no_verdict) {
    OperatorWorld world;
    world.octoperf.add_fault("* alarms", "status");
    const Outcome outcome = run(launch("TC:1", {"--no-record"}), world.environment());
    BOOST_TEST(outcome.code == 6, outcome.out);
    BOOST_TEST(text_at(event_of(outcome.out, "ended"), "verdict") == "unknown");
}

BOOST_AUTO_TEST_CASE(without_a_recorder_the_result_is_recorded_and_not_a_second_time) {
    OperatorWorld world;
    const Outcome outcome =
        run(launch(world.spira.url() + "/1/TestCase/2.aspx", {"--release", "RL:1"}),
            world.environment());

    BOOST_TEST(outcome.code == 3, outcome.err);
    const Json recorded = event_of(outcome.out, "recorded");
    BOOST_TEST(!bool_at(recorded, "alreadyRecorded").value_or(true), outcome.err);
    const Json rows = world.spira.runs();
    BOOST_REQUIRE(rows.size() == 1U);
    BOOST_TEST(integer_at(rows[0], "TestRunId").value_or(0) ==
               integer_at(recorded, "testRunId").value_or(-1));
    BOOST_TEST(integer_at(rows[0], "TestCaseId").value_or(0) == 2);
    BOOST_TEST(integer_at(rows[0], "ExecutionStatusId").value_or(0) == 1);
    BOOST_TEST(integer_at(rows[0], "ReleaseId").value_or(0) == 1);

    const Outcome again = run({"record", "TC:2", "--output", "json"}, world.environment());
    BOOST_TEST(again.code == 0, again.err);
    BOOST_TEST(bool_at(lines_of(again.out).at(0), "alreadyRecorded").value_or(false));
    BOOST_TEST(world.spira.runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_passed_test_that_cannot_be_recorded_is_code_7) {
    OperatorWorld world;
    world.spira.set_faults(Json::array({Json{{"match", "POST test-runs/record"},
                                             {"times", -1},
                                             {"action", "status"},
                                             {"status", 400}}}));
    const Outcome outcome = run(launch("TC:1"), world.environment());
    BOOST_TEST(outcome.code == 7, outcome.out << outcome.err);
    BOOST_TEST(!event_of(outcome.out, "not_recorded").is_null());
}

BOOST_AUTO_TEST_CASE(a_recorder_is_told_of_the_launch_and_the_result_is_left_to_it) {
    OperatorWorld world;
    const Serving recorder(world);
    const Outcome outcome =
        run(launch("TC:1", {"--recorder-url", recorder.url() + "/"}), world.environment());

    BOOST_TEST(outcome.code == 0, outcome.err);
    BOOST_TEST(bool_at(event_of(outcome.out, "started"), "registered").value_or(false));
    BOOST_TEST(!event_of(outcome.out, "left_to_recorder").is_null());
    BOOST_TEST(soon([&] { return has(recorder.log(), "launch_registered"); }));
    BOOST_TEST(world.spira.runs().empty());
}

BOOST_AUTO_TEST_CASE(a_recorder_that_refuses_the_secret_does_not_keep_the_test_from_running) {
    OperatorWorld world;
    const Serving recorder(world);
    const Outcome outcome = run(launch("TC:1", {"--recorder-url", recorder.url()}),
                                world.with("OCTOSPIRA_SECRET", "quite-another-secret-0001"));
    BOOST_TEST(outcome.code == 0);
    BOOST_TEST(!bool_at(event_of(outcome.out, "started"), "registered").value_or(true));
    BOOST_TEST(has(outcome.err, "rejected the secret"));
    BOOST_TEST(!has(outcome.err + outcome.out, "quite-another-secret"));
}

BOOST_AUTO_TEST_CASE(detached_it_returns_and_leaves_the_test_running) {
    OperatorWorld world;
    const Outcome outcome = run(
        {"launch", "--test-case", "TC:1", "--scenario", world.octoperf.long_scenario(), "--detach"},
        world.environment());

    BOOST_TEST(outcome.code == 0, outcome.err);
    BOOST_TEST(lines_of(outcome.out).size() == 1U);
    const std::string id = text_at(event_of(outcome.out, "started"), "benchResultId");
    BOOST_TEST(soon([&] { return world.octoperf.state_of(id) == "RUNNING"; }));
    BOOST_TEST(has(outcome.err, "octospira record TC:1"));
}

BOOST_AUTO_TEST_CASE(a_wrong_key_is_told_with_the_option_to_look_at_and_without_the_key) {
    OperatorWorld world;
    const std::string wrong = "0f0e0d0c-9999-4222-8333-444455556666";
    const Outcome octoperf = run(launch("TC:1"), world.with("OCTOSPIRA_OCTOPERF_KEY", wrong));
    BOOST_TEST(octoperf.code == 1);
    BOOST_TEST(has(octoperf.err, "OctoPerf rejected the API key."));
    BOOST_TEST(has(octoperf.err, "--octoperf-key-file"));
    BOOST_TEST(text_at(event_of(octoperf.out, "not_started"), "reason") == "refused");
    BOOST_TEST(!has(octoperf.err + octoperf.out, wrong));

    const Outcome spira = run(launch("TC:1"), world.with("OCTOSPIRA_SPIRA_KEY", wrong));
    BOOST_TEST(spira.code == 1);
    BOOST_TEST(has(spira.err, "--spira-key-file"));
    BOOST_TEST(!has(spira.err + spira.out, wrong));
    BOOST_TEST(run(launch("TC:1"), world.with("OCTOSPIRA_OCTOPERF_KEY", "")).code == 2);
    BOOST_TEST(world.octoperf.runs().empty());
}

BOOST_AUTO_TEST_CASE(a_lost_answer_to_the_start_is_never_followed_by_a_second_start) {
    OperatorWorld world;
    world.octoperf.add_fault("POST /runtime/scenarios/run", "performThenClose", 1);
    const Outcome lost = run(launch("TC:1"), world.environment());
    BOOST_TEST(lost.code == 6, lost.out);
    BOOST_TEST(text_at(event_of(lost.out, "not_started"), "reason") == "unclear");
    BOOST_TEST(world.octoperf.runs().size() == 1U);

    const Outcome again = run(launch("TC:1"), world.environment());
    BOOST_TEST(again.code == 1);
    BOOST_TEST(has(again.err, "is unknown, so a test may be running already"));
    BOOST_TEST(has(again.err, "--yes"));
    BOOST_TEST(world.octoperf.runs().size() == 1U);

    BOOST_TEST(run(launch("TC:1", {"--yes", "--no-record"}), world.environment()).code == 0);
    BOOST_TEST(world.octoperf.runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(interrupted_it_stops_the_test_before_it_ends) {
    for (const auto& [signal, code] : {std::pair(SIGINT, 130), std::pair(SIGTERM, 143)}) {
        OperatorWorld world;
        Program program(launch("TC:1", {"--scenario", world.octoperf.long_scenario()}),
                        world.environment());
        BOOST_REQUIRE(soon([&] { return follows(program); }));
        const std::string id = started_in(program);

        program.signal(signal);

        BOOST_TEST(program.wait() == code);
        BOOST_TEST(world.octoperf.state_of(id) == "ABORTED");
        BOOST_TEST(text_at(event_of(program.out(), "stopped"), "state") == "ABORTED");
    }
}

BOOST_AUTO_TEST_CASE(a_stop_that_fails_at_first_is_asked_for_again) {
    OperatorWorld world;
    world.octoperf.add_fault("POST /runtime/bench-results/stop", "status", 3);
    Program program(launch("TC:1", {"--scenario", world.octoperf.long_scenario()}),
                    world.environment());
    BOOST_REQUIRE(soon([&] { return follows(program); }));
    program.signal(SIGINT);
    BOOST_TEST(program.wait() == 130);
    BOOST_TEST(world.octoperf.state_of(started_in(program)) == "ABORTED");
}

BOOST_AUTO_TEST_CASE(a_stop_that_is_refused_says_that_the_test_may_be_running) {
    OperatorWorld world;
    world.octoperf.add_fault("POST /runtime/bench-results/stop", "close");
    Program program(launch("TC:1", {"--scenario", world.octoperf.long_scenario()}),
                    world.environment());
    BOOST_REQUIRE(soon([&] { return follows(program); }));
    const std::string id = started_in(program);
    program.signal(SIGINT);
    BOOST_TEST(program.wait() == 6);
    BOOST_TEST(has(program.err(), "octospira stop " + id));
}

BOOST_AUTO_TEST_CASE(a_second_signal_ends_it_at_once_and_names_the_test) {
    OperatorWorld world;
    world.octoperf.add_fault("POST /runtime/bench-results/stop", "hang");
    Program program(launch("TC:1", {"--scenario", world.octoperf.long_scenario()}),
                    world.environment());
    BOOST_REQUIRE(soon([&] { return follows(program); }));
    program.signal(SIGINT);
    BOOST_REQUIRE(soon([&] { return has(program.err(), "stopping the test"); }));
    program.signal(SIGINT);
    BOOST_TEST(program.wait() == 130);
    BOOST_TEST(has(program.err(), "octospira stop " + started_in(program)));
}

BOOST_AUTO_TEST_CASE(interrupted_before_the_start_it_starts_nothing) {
    OperatorWorld world;
    world.octoperf.add_fault("GET /runtime/scenarios", "hang");
    Program program(launch("TC:1"), world.environment());
    BOOST_REQUIRE(soon([&] { return world.octoperf.calls("/runtime/scenarios/") > 0; }));
    program.signal(SIGINT);
    BOOST_TEST(program.wait() == 130);
    BOOST_TEST(text_at(event_of(program.out(), "not_started"), "reason") == "interrupted");
    BOOST_TEST(world.octoperf.runs().empty());
}

BOOST_AUTO_TEST_CASE(interrupted_right_after_the_start_it_stops_what_has_been_started) {
    OperatorWorld world;
    // The run's id is being written to the test case when the signal comes.
    world.spira.set_faults(Json::array(
        {Json{{"match", "PUT test-cases"}, {"action", "hang"}, {"times", 1}, {"ms", 60'000}}}));
    Program program(
        launch("TC:1", {"--scenario", world.octoperf.long_scenario(), "--timeout", "1s"}),
        world.environment());
    BOOST_REQUIRE(soon([&] { return !world.octoperf.runs().empty(); }));
    program.signal(SIGINT);
    BOOST_TEST(program.wait() == 130);
    BOOST_TEST(text_at(world.octoperf.runs().at(0), "state") == "ABORTED");
}

BOOST_AUTO_TEST_CASE(a_test_that_still_runs_is_not_joined_by_another_unasked) {
    OperatorWorld world;
    const std::vector<std::string> words = {
        "launch", "--test-case", "TC:1", "--scenario", world.octoperf.long_scenario(), "--detach"};
    BOOST_TEST(run(words, world.environment()).code == 0);
    const Outcome second = run(words, world.environment());
    BOOST_TEST(second.code == 1);
    BOOST_TEST(has(second.err, "still running"));
    BOOST_TEST(has(second.err, "--yes"));
    BOOST_TEST(world.octoperf.runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_test_case_that_is_not_there_is_named_with_its_product) {
    OperatorWorld world;
    for (const char* command : {"launch", "status", "record"}) {
        const Outcome outcome = run({command, "TC:999"}, world.environment());
        BOOST_TEST(outcome.code == 1);
        BOOST_TEST(has(outcome.err, "TC:999 was not found in PR:1."), outcome.err);
        BOOST_TEST(has(outcome.err, "--product"), outcome.err);
    }
}

BOOST_AUTO_TEST_CASE(a_refused_connection_is_told_with_the_address) {
    OperatorWorld world;
    for (const char* name : {"OCTOSPIRA_SPIRA_URL", "OCTOSPIRA_OCTOPERF_URL"}) {
        const Outcome outcome = run(launch("TC:1"), world.with(name, "http://127.0.0.1:1"));
        BOOST_TEST(outcome.code == 1);
        BOOST_TEST(has(outcome.err, "connection refused (127.0.0.1:1)"), outcome.err);
    }
}

BOOST_AUTO_TEST_CASE(settings_come_from_a_file_too) {
    OperatorWorld world;
    const std::string config = world.folder.file("config.toml");
    std::ofstream(config)
        << "[launch]\ntest-case = \"TC:1\"\nno-record = true\nevery = \"100ms\"\n";
    BOOST_TEST(run({"launch", "--config", config}, world.environment()).code == 0);
    BOOST_TEST(world.octoperf.runs().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
