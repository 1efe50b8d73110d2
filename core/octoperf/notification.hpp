#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/octoperf/answers.hpp"

namespace octospira::octoperf {

/// §4.2. `unknown`: acknowledged and ignored, because OctoPerf may add events.
enum class Event { started, ended, passed, failed, error, unknown };
[[nodiscard]] Event event_of(std::string_view type);
/// "TEST_PASSED" and so on; "" for unknown.
[[nodiscard]] std::string_view type_of(Event event);

/// A notification as OctoPerf posts it. Only `type` and the bench result's id are certain; every
/// other member may be absent, null or of a strange type. Source: OctoPerf API §4.3, §4.4.
struct Notification {
    Event event = Event::unknown;
    std::string type;                           ///< as OctoPerf wrote it
    std::optional<BenchResultId> bench_result;  ///< there unless event is unknown
    std::optional<State> end_state = std::nullopt;
    std::string end_state_text = {};
    std::string report_name = {};
    std::string report_url = {};
    std::vector<Metric> metrics = {};      ///< of percentErrors, those with a value
    std::vector<std::string> alarms = {};  ///< severities
    std::string without_account = {};      ///< the JSON itself, in its order, without `username`
};

/// Errors: protocol when it is not a JSON object, has no `type`, or is of a known event and has no
/// usable `benchResultId`.
[[nodiscard]] Result<Notification> parse_notification(std::string_view body);

}  // namespace octospira::octoperf
