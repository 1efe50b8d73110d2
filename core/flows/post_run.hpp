#pragma once

#include <optional>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/flows/step.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

/// The place of a result's run in Spira.
struct RunPlace {
    ProductId product;
    TestCaseId test_case;
    BenchResultId bench_result;
};

/// Goes through the test case's runs, newest first, for one that this result has already.
/// Errors: Spira's own.
[[nodiscard]] Step look_for_run(RunPlace place,
                                Function<Step(const Result<spira::MarkerSearch>&)> next);

struct PostedRun {
    std::optional<TestRunId> id;   ///< empty: stored, and the answer did not say under which number
    bool found = false;            ///< it stood there already after an answer that left it open
    bool without_release = false;  ///< Spira refused the release it was meant for
};

/// Posts a run once. After an answer that leaves it open whether it was stored, it is looked for;
/// it is never posted again here. Errors: Spira's own; a retryable one means that it may have been
/// stored all the same, so look for it before the next attempt.
[[nodiscard]] Step post_run(RunPlace place, spira::AutomatedRun run,
                            Function<Step(const Result<PostedRun>&)> next);

}  // namespace octospira::flows
