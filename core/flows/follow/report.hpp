#pragma once

#include <string_view>

#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// Whether an address is of the OctoPerf in the settings; false where the page cannot see them.
/// Only such an address becomes a link.
[[nodiscard]] bool is_of_our_octoperf(const PageEvent& event, std::string_view url);

/// Open Report: tells the address of the last test's report, as a link where it is of the OctoPerf
/// in the settings: from the launch in this browser, else of the newest OctoPerf run in Spira.
/// Outcomes: "shown" (details url), "refused" (error).
[[nodiscard]] Result<Step> open_report(const PageEvent& event);

}  // namespace octospira::flows
