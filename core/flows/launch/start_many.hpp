#pragma once

#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// Start Selected Scenarios, on the list of test cases: reads the selected test cases, shows what
/// will start and what is left out, asks once, then starts at most three at a time. One that fails
/// stops no other; nothing is ever started twice. Where the page has dialogs a table tells how far
/// it is and the rest can be called off; in any case the end says what became of each.
///
/// Outcomes: "started" (details started, leftOut, failed), "nothing" (none can be started),
/// "refused" (error), "cancelled".
[[nodiscard]] Result<Step> open_launch_selected(const PageEvent& event);

/// Start All Scenarios, on a test set: the same for its test cases, recorded for the test set and
/// its release.
[[nodiscard]] Result<Step> open_launch_set(const PageEvent& event);

}  // namespace octospira::flows
