#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/base/time.hpp"
#include "core/flows/engine/step.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

/// Where a result's run belongs in Spira.
struct RunPlace {
    ProductId product;
    TestCaseId test_case;
    BenchResultId bench_result;
    /// When the test started: a run that ended earlier belongs to another test. 0: unknown.
    EpochMs begun = 0;
    /// A second verdict of the result: only runs with this execution status count.
    std::optional<int> second_verdict = std::nullopt;
};

struct RunSearch {
    std::vector<spira::StoredRun> found;  ///< runs of this result, the newest first
    std::vector<TestRunId> others;        ///< runs whose details were read: of other results
};

/// Whether the call may have failed only because the answer was too large: fewer rows may work.
[[nodiscard]] bool may_be_too_large(const Answer& answer);

/// Searches the test case's newest runs for those of this result. The search of
/// the test case's own runs answers without details, so those of runs that ended after the test
/// began are read one by one; where Spira has no such search, or there are many, the product's
/// automated runs are searched, which come with details. Few rows at a time, fewer where an answer
/// is too large. `others`: the runs read by an earlier search, which are not read again.
/// Errors: Spira's own.
/// Source: Spira REST §9.4; facts of November 2026, §3.1.
[[nodiscard]] Step look_for_run(RunPlace place, std::vector<TestRunId> others,
                                Function<Step(const Result<RunSearch>&)> next);

/// The details of a conversation's end about a result's runs, the first of which counts: productId,
/// testCaseId, testRunId, executionStatusId and, where there are more, otherTestRunIds.
[[nodiscard]] Json details_of(const RunPlace& place, const std::vector<spira::StoredRun>& runs);
/// "TR:7, TR:8": the more runs in them; "" if there is none.
[[nodiscard]] std::string other_runs_in(const Json& details);

}  // namespace octospira::flows
