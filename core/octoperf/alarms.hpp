#pragma once

#include <string>

#include "core/base/http.hpp"

namespace octospira::octoperf {

/// What a list of threshold alarms tells of those that were breached, a line each, twenty at most
/// and then how many more there are: "  CRITICAL, 2026-03-04T10:00:00.000Z to
/// 2026-03-04T10:00:12.000Z, 12 s". One whose time is not told, or that is PASSED, has none.
/// "" also where the answer cannot be read: the lines are welcome, not needed.
///
/// The names of a time span's members are not known, so a member counts by how its name begins:
/// start, begin or from, end or until, duration; one level down as well. A moment is in
/// milliseconds since 1970 or an ISO 8601 text, a duration in milliseconds, 0 is momentary.
/// Source: OctoPerf API §3.9.
[[nodiscard]] std::string alarm_lines(const Answer& answer);

}  // namespace octospira::octoperf
