#pragma once

#include <string>
#include <vector>

#include "core/flows/engine/view.hpp"
#include "core/octoperf/notification.hpp"

namespace octospira::flows {

using Alarms = Result<std::vector<std::string>>;

/// A test's state or how it ended, in the user's language. FINISHED says nothing about pass or
/// fail: its alarms do, as far as they could be read; null if they were not requested. Source:
/// OctoPerf API §3.5, §3.9.
struct Ending {
    std::string sentence;
    Tone tone = Tone::plain;
    octoperf::Event event = octoperf::Event::unknown;  ///< the event that a notification would have
};
[[nodiscard]] Ending ending_of(const octoperf::BenchResult& result, const Alarms* alarms,
                               Language language);

}  // namespace octospira::flows
