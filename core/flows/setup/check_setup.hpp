#pragma once

#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// Check Setup: one line for each thing that the app needs, shown as soon as it is known: Spira's
/// version and clock, the user's permissions, the custom properties, the API key, a scenario of
/// this product, the recorder. A failure gets its own line, and the other checks continue. Changes
/// nothing and costs nothing.
///
/// Outcomes: "checked" (details problems, attention), "closed" (the user closed the dialog).
[[nodiscard]] Result<Step> open_check_setup(const PageEvent& event);

}  // namespace octospira::flows
