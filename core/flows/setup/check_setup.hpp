#pragma once

#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// Check Setup: one line for each thing that the app needs, said as soon as it is known: Spira's
/// version and clock, the person's rights, the custom properties, the API key, a scenario of this
/// product, the recorder. What fails is a line of its own and keeps nothing else from being
/// checked. Changes nothing and costs nothing.
///
/// Outcomes: "checked" (details problems, attention), "closed" (the person closed the dialog).
[[nodiscard]] Result<Step> open_check_setup(const PageEvent& event);

}  // namespace octospira::flows
