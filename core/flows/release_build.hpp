#pragma once

#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/base/time.hpp"
#include "core/flows/step.hpp"

namespace octospira::flows {

struct BuildToRecord {
    ProductId product;
    ReleaseId release;
    BenchResultId bench_result;
    bool passed = false;
    EpochMs end = 0;
};

/// Finds the build of a release that a result has already, by its name, or makes it. Errors:
/// Spira's own. Source: Spira REST §8.
[[nodiscard]] Step record_build(BuildToRecord build, Function<Step(const Result<BuildId>&)> next);

}  // namespace octospira::flows
