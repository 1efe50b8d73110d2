#pragma once

#include <optional>
#include <vector>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/flows/engine/step.hpp"
#include "core/flows/record/figures_line.hpp"
#include "core/octoperf/answers.hpp"

namespace octospira::flows {

/// OctoPerf's data about a run that has ended. Every part is optional: one that could not be read
/// is empty.
struct Enrichment {
    std::optional<octoperf::BenchResult> result;
    std::vector<octoperf::Metric> metrics;
    Figures figures;
    Answer alarms;  ///< for answers.hpp, read_alarm_severities, or alarms.hpp
};

/// How OctoPerf is called.
struct EnrichHow {
    TokenForm form = TokenForm::dollar;  ///< a host that puts the key in itself ignores it
    /// Figures may still change after the end: read them every 5 s until two reads agree, at most
    /// for a minute (OctoPerf API §0, fact 8).
    bool settle = false;
};

/// Asks OctoPerf for the run's state and times, its figures and its alarms: four calls, all free.
[[nodiscard]] Step enrich(BenchResultId bench_result, EnrichHow how,
                          Function<Step(const Enrichment&)> next);

}  // namespace octospira::flows
