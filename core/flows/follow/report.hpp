#pragma once

#include <string_view>

#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// Whether an address is on the OctoPerf of the settings; false if the page cannot see them.
/// Only such an address becomes a link.
[[nodiscard]] bool is_of_our_octoperf(const PageEvent& event, std::string_view url);

/// Open Report: shows the address of the last test's report, as a link if it is on the OctoPerf of
/// the settings: from the launch in this browser, else of the newest OctoPerf run in Spira.
/// Outcomes: "shown" (details url), "refused" (error).
[[nodiscard]] Result<Step> open_report(const PageEvent& event);

}  // namespace octospira::flows
