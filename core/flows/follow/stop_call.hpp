#pragma once

#include "core/flows/follow/last_run.hpp"

namespace octospira::flows {

/// Asks OctoPerf to stop a run. After an answer with an unknown outcome, the run's state decides,
/// and the call is repeated once. `next` gets an error if it was refused or the outcome remains
/// unknown. Source: OctoPerf API §3.7.
[[nodiscard]] Step stop_run(LastRunPtr run, Function<Step(const Result<void>&)> next);

}  // namespace octospira::flows
