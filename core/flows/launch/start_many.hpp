#pragma once

#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// Start Selected Scenarios, on the list of test cases: reads the selected test cases, shows what
/// will start and what is skipped, asks once, then starts at most three at a time. A failure stops
/// no other start; nothing is started twice. If the page has dialogs, a table shows the progress
/// and the rest can be cancelled; in any case the end reports the outcome of each.
///
/// Outcomes: "started" (details started, leftOut, failed), "nothing" (none can be started),
/// "refused" (error), "cancelled".
[[nodiscard]] Result<Step> open_launch_selected(const PageEvent& event);

/// Start All Scenarios, on a test set: the same for its test cases, recorded for the test set and
/// its release.
[[nodiscard]] Result<Step> open_launch_set(const PageEvent& event);

}  // namespace octospira::flows
