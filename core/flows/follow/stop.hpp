#pragma once

#include "core/flows/follow/last_run.hpp"

namespace octospira::flows {

/// Stop Test: asks, stops the last test, and tells what became of it. Who may not modify test cases
/// is refused.
/// Outcomes: "stopped" and "ended" (details state; ended otherwise than by a stop), "stopping"
/// (asked for and not over yet), "refused" (error), "cancelled".
[[nodiscard]] Result<Step> open_stop(const PageEvent& event);

/// The same for a run that has been found already.
[[nodiscard]] Step stop_found(const LastRunPtr& run);

}  // namespace octospira::flows
