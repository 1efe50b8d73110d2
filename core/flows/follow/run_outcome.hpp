#pragma once

#include <string>
#include <vector>

#include "core/flows/engine/view.hpp"
#include "core/octoperf/notification.hpp"

namespace octospira::flows {

using Alarms = Result<std::vector<std::string>>;

/// Where a test is or how it ended, in the person's language. FINISHED says nothing about pass or
/// fail: its alarms do, as far as they could be read; null where nobody asked for them.
/// Source: OctoPerf API §3.5, §3.9.
struct Ending {
    std::string sentence;
    Tone tone = Tone::plain;
    octoperf::Event event = octoperf::Event::unknown;  ///< what a notification would have said
};
[[nodiscard]] Ending ending_of(const octoperf::BenchResult& result, const Alarms* alarms,
                               Language language);

}  // namespace octospira::flows
