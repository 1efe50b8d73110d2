#pragma once

#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// Choose Scenario: workspace, project and scenario, each asked for only where there is a choice
/// (the scenario always), then the scenario's id is stored in the test case. The last choice in the
/// product is preselected (hint "choice/{product}": the three ids).
///
/// Outcomes: "chosen" (details scenarioId), "unchanged" (it was stored already; the same details),
/// "refused" (nothing changed; error), "cancelled".
[[nodiscard]] Result<Step> open_choose(const PageEvent& event);

}  // namespace octospira::flows
