#pragma once

#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/base/time.hpp"
#include "core/flows/engine/step.hpp"

namespace octospira::flows {

struct BuildToRecord {
    ProductId product;
    ReleaseId release;
    BenchResultId bench_result;
    bool passed = false;
    EpochMs end = 0;
    EpochMs now = 0;     ///< time of the POST, if one is needed
    EpochMs window = 0;  ///< how long it may be in progress
};

/// Finds a result's build of a release by its name, or creates it. Ledger
/// "build/{bench result}": the intent of the POST (intent.hpp), which is not repeated while it may
/// be in progress. Errors: Spira's own, post_under_way, or the journal's. Source: Spira REST §8.
[[nodiscard]] Step record_build(BuildToRecord build, Function<Step(const Result<BuildId>&)> next);

}  // namespace octospira::flows
