// octospira check
#include <boost/test/unit_test.hpp>
#include <thread>

#include "native/http/server.hpp"
#include "tests/native/cli/operator_world.hpp"

namespace octospira::cli::test {

namespace {

std::vector<std::string> check(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"check", "--output", "json"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// The texts of the rows with that result, each on a line.
std::string rows(const Outcome& outcome, const std::string& result) {
    const auto lines = lines_of(outcome.out);
    BOOST_REQUIRE_MESSAGE(lines.size() == 1U, outcome.out << outcome.err);
    const Json* checks = array_at(lines.front(), "checks");
    BOOST_REQUIRE(checks != nullptr);
    std::string texts;
    for (const Json& row : *checks) {
        if (text_at(row, "result") == result)
            texts += text_at(row, "text") + " " + text_at(row, "advice") + "\n";
    }
    return texts;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(checking)

BOOST_AUTO_TEST_CASE(a_sound_setup_passes_every_check_and_leaves_nothing_behind) {
    OperatorWorld world;
    const Serving recorder(world);
    const Outcome outcome =
        run(check({"--strict", "--recorder-url", recorder.url()}), world.environment());

    BOOST_TEST(outcome.code == 0, outcome.out);
    BOOST_TEST(rows(outcome, "problem") == "");
    const std::string fine = rows(outcome, "ok");
    for (const char* part :
         {"Whale Shop", "clock", "octoperf-scenario-id", "octoperf-benchresult-id", "API key works",
          "accepts the secret", "rejects a wrong secret", "notifications reach it",
          "journal can be written"}) {
        BOOST_TEST(has(fine, part), part);
    }
    for (const char* event : {"\"accepted\"", "\"ignored\"", "launch_registered"})
        BOOST_TEST(!has(recorder.log(), event), event);
    BOOST_TEST(world.octoperf.runs().empty());
}

BOOST_AUTO_TEST_CASE(each_thing_that_is_wrong_is_a_problem_with_what_to_do) {
    OperatorWorld world;
    const std::string wrong = "0f0e0d0c-9999-4222-8333-444455556666";
    const auto problem = [&](const Environment& environment) {
        const Outcome outcome = run(check(), environment);
        BOOST_TEST(outcome.code == 1);
        BOOST_TEST(!has(outcome.out + outcome.err, wrong));
        return rows(outcome, "problem");
    };
    BOOST_TEST(has(problem(world.with("OCTOSPIRA_OCTOPERF_KEY", wrong)), "--octoperf-key-file"));
    BOOST_TEST(has(problem(world.with("OCTOSPIRA_SPIRA_KEY", wrong)), "--spira-key-file"));
    BOOST_TEST(has(problem(world.in_harbour_portal()), "octoperf-scenario-id"));
    BOOST_TEST(run(check(), world.with("OCTOSPIRA_PRODUCT", "")).code == 2);
    BOOST_TEST(run(check(), world.with("OCTOSPIRA_PRODUCT", "TC:1")).code == 2);
}

BOOST_AUTO_TEST_CASE(one_cause_is_one_problem_with_its_address_and_its_option) {
    OperatorWorld world;
    const auto only_problem = [&](const std::string& name, const std::string& value) {
        const Outcome outcome = run(check(), world.with(name, value));
        BOOST_TEST(outcome.code == 1);
        BOOST_TEST(integer_at(lines_of(outcome.out).front(), "problems").value_or(0) == 1,
                   outcome.out);
        return rows(outcome, "problem");
    };
    const std::string key =
        only_problem("OCTOSPIRA_SPIRA_KEY", "{0F0E0D0C-9999-4222-8333-444455556666}");
    BOOST_TEST(has(key, "--spira-key-file"), key);
    const std::string dead = only_problem("OCTOSPIRA_SPIRA_URL", "http://127.0.0.1:9");
    BOOST_TEST(has(dead, "http://127.0.0.1:9"), dead);
    BOOST_TEST(has(dead, "--spira-url"), dead);
    const std::string no_scheme = only_problem(
        "OCTOSPIRA_SPIRA_URL", world.spira.url().substr(std::string("http://").size()));
    BOOST_TEST(has(no_scheme, "https://127.0.0.1"), no_scheme);
    BOOST_TEST(has(no_scheme, "https was used"), no_scheme);
    const std::string octoperf = only_problem("OCTOSPIRA_OCTOPERF_URL", "http://127.0.0.1:9");
    BOOST_TEST(has(octoperf, "http://127.0.0.1:9"), octoperf);
    BOOST_TEST(has(octoperf, "--octoperf-url"), octoperf);
}

BOOST_AUTO_TEST_CASE(without_an_octoperf_key_the_rest_is_checked_and_that_is_said) {
    OperatorWorld world;
    const Outcome outcome = run(check(), world.with("OCTOSPIRA_OCTOPERF_KEY", ""));
    BOOST_TEST(outcome.code == 0, outcome.out + outcome.err);
    BOOST_TEST(rows(outcome, "problem") == "");
    BOOST_TEST(has(rows(outcome, "ok"), "octoperf-scenario-id"));
    BOOST_TEST(has(rows(outcome, "note"), "OctoPerf is not checked"));
    const Outcome text = run({"check"}, world.with("OCTOSPIRA_OCTOPERF_KEY", ""));
    BOOST_TEST(has(text.out, "No problems found; "), text.out);
    BOOST_TEST(has(text.out, " things could not be checked.\n"), text.out);
}

BOOST_AUTO_TEST_CASE(a_recorder_with_another_secret_or_none_there_is_a_problem) {
    OperatorWorld world;
    const Serving recorder(world);
    const Outcome other = run(check({"--recorder-url", recorder.url()}),
                              world.with("OCTOSPIRA_SECRET", "quite-another-secret-0001"));
    BOOST_TEST(other.code == 1);
    BOOST_TEST(has(rows(other, "problem"), "rejected the secret"));
    BOOST_TEST(has(rows(other, "ok"), "rejects a wrong secret"));
    BOOST_TEST(!has(other.out + other.err, "quite-another-secret"));

    const Outcome nobody =
        run(check({"--recorder-url", "http://127.0.0.1:9"}), world.environment());
    BOOST_TEST(nobody.code == 1);
    BOOST_TEST(has(rows(nobody, "problem"), "cannot be reached"));
    const Outcome spira = run(check({"--recorder-url", world.spira.url()}), world.environment());
    BOOST_TEST(has(rows(spira, "problem"), "not an OctoSpira recorder"));
    BOOST_TEST(run(check({"--recorder-url", "recorder"}), world.environment()).code == 2);
    BOOST_TEST(
        run(check({"--recorder-url", recorder.url()}), world.with("OCTOSPIRA_SECRET", "")).code ==
        2);
}

BOOST_AUTO_TEST_CASE(a_door_that_is_open_to_everybody_is_a_problem) {
    OperatorWorld world;
    // As a recorder answers, behind a proxy that adds the secret to whatever comes.
    auto server = http::create_server(
        {}, [](const http::ServerRequest& request, const http::Respond& respond) {
            if (request.method == "POST") return respond({400, R"({"error":"No notification."})"});
            respond({200, request.path == "/healthz" ? R"({"status":"alive"})"
                                                     : R"({"status":"accepted"})"});
        });
    BOOST_REQUIRE(server);
    std::thread thread([&] { (*server)->run(); });
    const std::string url = "http://127.0.0.1:" + std::to_string((*server)->port());
    const Outcome outcome = run(check({"--recorder-url", url}), world.environment());
    (*server)->stop();
    thread.join();

    BOOST_TEST(outcome.code == 1);
    BOOST_TEST(has(rows(outcome, "problem"), "does not refuse a request without a secret"));
    BOOST_TEST(has(rows(outcome, "ok"), "accepts the secret"));
    BOOST_TEST(!has(rows(outcome, "note"), "No recorder"));
}

BOOST_AUTO_TEST_CASE(for_people_there_is_a_line_per_check_and_a_summary) {
    OperatorWorld world;
    const Outcome outcome = run({"check"}, world.environment());
    BOOST_TEST(outcome.code == 0);
    BOOST_TEST(outcome.out.starts_with("OK: The Spira account works"));
    BOOST_TEST(has(outcome.out, "\nNo problems found; "), outcome.out);
    BOOST_TEST(outcome.out.ends_with(" things could not be checked.\n"));
    BOOST_TEST(!has(outcome.out, "\033["));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
