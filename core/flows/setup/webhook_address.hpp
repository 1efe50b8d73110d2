#pragma once

#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// Show Webhook Address: what to enter in OctoPerf's notification so that results come back:
/// the recorder's address where one is configured, else Spira's own with places for the account.
/// Never a secret: the page has none.
///
/// Outcome: "shown". Source: Spira REST §13, OctoPerf API §4.1.
[[nodiscard]] Result<Step> open_webhook_address(const PageEvent& event);

}  // namespace octospira::flows
