#pragma once

#include "core/flows/follow/last_run.hpp"

namespace octospira::flows {

/// Stop Test: asks, stops the last test, and reports the outcome. Refuses users who cannot modify
/// test cases. Outcomes: "stopped" and "ended" (details state; ended otherwise than by a stop),
/// "stopping" (requested but not ended yet), "refused" (error), "cancelled".
[[nodiscard]] Result<Step> open_stop(const PageEvent& event);

/// The same for a run that has been found already.
[[nodiscard]] Step stop_found(const LastRunPtr& run);

}  // namespace octospira::flows
