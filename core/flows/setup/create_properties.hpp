#pragma once

#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// Create Custom Properties: creates the test case properties that the app needs and that the
/// product's template does not have, after a question. Spira's answer alone is not trusted: the
/// list is read again after each, and none is created twice on a guess.
///
/// Outcomes: "there" (nothing to do), "created", "refused" (error), "cancelled".
/// Source: Spira REST §7.
[[nodiscard]] Result<Step> open_create_properties(const PageEvent& event);

}  // namespace octospira::flows
