#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/http.hpp"
#include "core/base/ids.hpp"
#include "core/base/time.hpp"

namespace octospira::spira {

/// Execution statuses. Source: Spira REST §9.1.
inline constexpr int kFailed = 1;
inline constexpr int kPassed = 2;
inline constexpr int kBlocked = 5;
inline constexpr int kCaution = 6;

/// One automated test run to record. Texts are cut to what is safe (§9.1).
struct AutomatedRun {
    TestCaseId test_case;
    int execution_status = kBlocked;
    std::string name;       ///< the run's name, as the stock integration: the test case's
    std::string test_name;  ///< RunnerTestName
    std::string message;    ///< RunnerMessage
    std::string details;    ///< RunnerStackTrace, plain text
    EpochMs start = 0;
    EpochMs end = 0;
    std::optional<int> assert_count = std::nullopt;
    std::optional<ReleaseId> release = std::nullopt;
    std::optional<TestSetId> test_set = std::nullopt;
    std::optional<BuildId> build = std::nullopt;
};

inline constexpr std::string_view kRunnerName = "OctoPerf";

/// The body of POST test-runs/record: one object. Source: Spira REST §9.1.
[[nodiscard]] Json to_json(const AutomatedRun& run);

/// The id in the answer to test-runs/record, never empty. Errors: as errors.hpp, error_of; protocol
/// when it was 2xx without an id, and then the run has to be looked for. Source: Spira REST §9.2.
[[nodiscard]] Result<std::optional<TestRunId>> read_recorded(const Answer& answer);

/// The line that marks a run as ours and as this result's, so that it can be found again.
[[nodiscard]] std::string marker(const BenchResultId& bench_result);

/// The rows of test-runs/search/automated. Errors: as errors.hpp, json_of.
[[nodiscard]] Result<Json> read_runs(const Answer& answer);

/// Looks for the marker, or for a run that the stock integration wrote for the same result, among
/// the rows of test-runs/search/automated.
struct MarkerSearch {
    std::optional<TestRunId> found;
    std::size_t rows = 0;  ///< all of them
    std::string latest;    ///< the details of the test case's first OctoPerf run in the list
};
[[nodiscard]] Result<MarkerSearch> find_marker(const Answer& answer, TestCaseId test_case,
                                               const BenchResultId& bench_result);

}  // namespace octospira::spira
