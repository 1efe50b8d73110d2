#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/flows/step.hpp"
#include "core/octoperf/answers.hpp"

namespace octospira::flows {

/// What OctoPerf tells of a run that has ended. Each part is welcome and none is needed: what could
/// not be read is empty.
struct Enrichment {
    std::optional<octoperf::BenchResult> result;
    std::vector<octoperf::Metric> metrics;
    std::vector<std::string> alarms;  ///< severities
};

/// Asks OctoPerf for the run's state and times, its figures and its alarms: three calls, all free.
[[nodiscard]] Step enrich(BenchResultId bench_result, Function<Step(const Enrichment&)> next);

}  // namespace octospira::flows
