#pragma once

#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// Start Test Scenario: starts the scenario a test case names and writes the run's id back.
/// Asks before a second test, never starts twice by itself, and ends with a message in every case.
///
/// Outcomes: "started" (details benchResultId, scenarioId, stored), "refused" (nothing started;
/// error), "cancelled" (the person said no), "unclear" (a start without a clear answer; error).
/// Source: OctoSpira design §3.
[[nodiscard]] Result<Step> open_launch(const PageEvent& event);

}  // namespace octospira::flows
