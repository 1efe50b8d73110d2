#pragma once

#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// Start Test Scenario: starts the scenario a test case names and writes the run's id back.
/// Asks before a second test, never automatically starts twice, and ends with a message in every
/// case.
///
/// Outcomes: "started" (details benchResultId, scenarioId, stored), "refused" (nothing started;
/// error), "cancelled" (the user said no), "unclear" (a start with an unknown outcome; error).
/// Source: OctoSpira design §3.
[[nodiscard]] Result<Step> open_launch(const PageEvent& event);

}  // namespace octospira::flows
