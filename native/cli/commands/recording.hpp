#pragma once

#include <optional>
#include <string>

#include "native/cli/commands/session.hpp"
#include "native/cli/text/progress.hpp"

namespace octospira::cli {

/// The outcome of recording a result.
struct Recorded {
    bool before = false;  ///< it was already recorded
    std::optional<TestRunId> test_run = std::nullopt;
    std::string url = {};         ///< of the test run's page
    std::string other_runs = {};  ///< "TR:7, TR:8": additional runs of this result; "" for none
    std::optional<Error> error = std::nullopt;
    /// As the run in Spira has them; empty where it was there before.
    std::optional<octoperf::Summary> figures = std::nullopt;
    std::optional<flows::Alarms> alarms = std::nullopt;
};
/// {"alreadyRecorded":false,"testRunId":12,"testRunUrl":"…"}, with "warning" where there are more
/// runs, or {"error":{…}}
[[nodiscard]] Json to_json(const Recorded& recorded);
[[nodiscard]] std::string text_of(const Recorded& recorded);

/// Records the result of a run as a test run, as Record Result Now does in a page: Spira is
/// searched for it first, so nothing is recorded twice. `test_case` empty: the one that names the
/// run.
[[nodiscard]] Recorded record_result(Session& session, const flows::LastRunPtr& run,
                                     std::optional<TestCaseId> test_case, Progress& progress,
                                     std::optional<std::chrono::milliseconds> every);

}  // namespace octospira::cli
