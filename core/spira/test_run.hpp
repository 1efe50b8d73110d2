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
/// "Passed", …; "unknown" for a number that is none. Source: Spira REST §9.1.
[[nodiscard]] std::string_view status_name(int execution_status);

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
    /// One step with the verdict, so that an incident can name it (facts of November 2026, §1.3).
    std::string step = {};  ///< ActualResult; "": no step
};

inline constexpr std::string_view kRunnerName = "OctoPerf";

/// The body of POST test-runs/record: one object. Source: Spira REST §9.1.
[[nodiscard]] Json to_json(const AutomatedRun& run);

/// A run stored in Spira.
struct StoredRun {
    TestRunId id;
    int execution_status = 0;                          ///< 0: not in the answer
    std::optional<TestRunStepId> step = std::nullopt;  ///< its first, where the answer has steps
    std::string details = {};  ///< RunnerStackTrace, where the answer has it
};

/// The run in the answer to test-runs/record or test-runs/{id}/automated. Errors: as errors.hpp,
/// error_of; protocol when it was 2xx without an id, and then the run must be searched for.
/// Source: Spira REST §9.2.
[[nodiscard]] Result<StoredRun> read_run(const Answer& answer, std::string_view origin);
/// The run in this object; empty without an id.
[[nodiscard]] std::optional<StoredRun> stored_run(const Json& run);

/// The line that marks a run as ours and as this result's, so that it can be found again.
[[nodiscard]] std::string marker(const BenchResultId& bench_result);
/// The start of the line that marks a run as a second verdict of the same result.
inline constexpr std::string_view kSecondVerdict = "Second verdict";
/// The line before the notification's JSON at the end of the details.
inline constexpr std::string_view kNotificationLine = "Notification:";

/// The rows of a search for test runs. Errors: as errors.hpp, json_of.
[[nodiscard]] Result<Json> read_runs(const Answer& answer);

/// The origin of a test run, by its details. `ours`: the marker is their last line before the
/// notification. `stock`: they are the notification's JSON and nothing else, as Spira's own
/// integration writes them, and its own member benchResultId has this id.
enum class RunOf { another, ours, stock, second_verdict };
[[nodiscard]] RunOf run_of(std::string_view details, const BenchResultId& bench_result);

}  // namespace octospira::spira
