// A recorder and an operator's command that record the same result at the same moment.
#include <boost/test/unit_test.hpp>
#include <map>

#include "tests/native/cli/operator_world.hpp"

namespace octospira::cli::test {

using recorder::test::soon;

namespace {

std::vector<std::string> launch(const std::string& test_case,
                                const std::vector<std::string>& more) {
    std::vector<std::string> words = {"launch",  test_case, "--scenario", kFinWhale,
                                      "--every", "100ms",   "--output",   "json"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

int occurrences(const std::string& text, const std::string& part) {
    int number = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++number;
    return number;
}

/// Runs in Spira by test case.
std::map<std::int64_t, int> runs_of(OperatorWorld& world) {
    std::map<std::int64_t, int> counts;
    for (const Json& run : world.spira.runs()) ++counts[integer_at(run, "TestCaseId").value_or(0)];
    return counts;
}

const std::vector<std::string> kTestCases = {"TC:1", "TC:2", "TC:3", "TC:4"};

constexpr const char* kTwoRuns = "both record this result";

/// Every test case has one run, and the recorder is done with what it was sent. Two programs that
/// post within one round trip make two runs, and the second of them says so.
void check_once(OperatorWorld& world, const Serving& recorder, const std::string& said) {
    const auto recorded = [&] {
        return occurrences(recorder.log(), "\"event\":\"recorded\"") +
               occurrences(recorder.log(), "\"event\":\"already_recorded\"");
    };
    const int all = static_cast<int>(kTestCases.size());
    BOOST_REQUIRE_MESSAGE(soon([&] { return recorded() == all; }), recorder.log());
    const auto counts = runs_of(world);
    BOOST_TEST(counts.size() == kTestCases.size());
    int twice = 0;
    for (const auto& [test_case, count] : counts) {
        BOOST_TEST(count <= 2, "TC:" << test_case);
        twice += count - 1;
    }
    BOOST_TEST(occurrences(recorder.log() + said, kTwoRuns) >= twice);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(together)

BOOST_AUTO_TEST_CASE(launches_that_record_themselves_beside_a_recorder_leave_one_run_each) {
    OperatorWorld world;
    const Serving recorder(world);
    world.octoperf.notify(recorder.url());
    std::vector<std::unique_ptr<Program>> launches;
    for (const std::string& test_case : kTestCases)
        launches.push_back(std::make_unique<Program>(launch(test_case, {}), world.environment()));
    std::string said;
    for (const auto& one : launches) {
        BOOST_TEST(one->wait() == 0, one->err());
        said += one->out();
    }
    check_once(world, recorder, said);
}

BOOST_AUTO_TEST_CASE(record_in_the_seconds_after_the_end_leaves_one_run_beside_a_recorder) {
    OperatorWorld world;
    const Serving recorder(world);
    world.octoperf.notify(recorder.url());
    for (const std::string& test_case : kTestCases)
        BOOST_REQUIRE(run(launch(test_case, {"--detach"}), world.environment()).code == 0);
    std::vector<std::unique_ptr<Program>> records;
    for (const std::string& test_case : kTestCases) {
        records.push_back(std::make_unique<Program>(
            std::vector<std::string>{"record", test_case, "--wait", "--every", "100ms"},
            world.environment()));
    }
    std::string said;
    for (const auto& one : records) {
        BOOST_TEST(one->wait() == 0, one->err());
        said += one->out();
    }
    check_once(world, recorder, said);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
