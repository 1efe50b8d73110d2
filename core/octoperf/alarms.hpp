#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/http.hpp"
#include "core/base/time.hpp"

namespace octospira::octoperf {

/// A threshold alarm as far as the answer has it: the names of its time span's members are not
/// known, so a member counts by how its name begins. Source: OctoPerf API §3.9.
struct Alarm {
    std::string severity;          ///< PASSED, WARNING or CRITICAL; PASSED is no breach
    std::optional<EpochMs> start;  ///< in milliseconds since 1970 or as an ISO 8601 text
    std::optional<EpochMs> end;
    std::optional<std::int64_t> duration_ms;  ///< told, else from start to end; 0 is momentary
};

/// Errors: as answers.hpp, json_of.
[[nodiscard]] Result<std::vector<Alarm>> read_alarms(const Answer& answer);

/// "CRITICAL, 2026-03-04T10:00:00.000Z to 2026-03-04T10:00:12.000Z, 12 s": what is known of it.
[[nodiscard]] std::string alarm_text(const Alarm& alarm);

}  // namespace octospira::octoperf
