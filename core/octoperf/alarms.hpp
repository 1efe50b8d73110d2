#pragma once

#include <string>

#include "core/base/http.hpp"

namespace octospira::octoperf {

/// The breached alarms of a list of threshold alarms, one line each, at most twenty, then the
/// number of the rest: "  CRITICAL, 2026-03-04T10:00:00.000Z to 2026-03-04T10:00:12.000Z, 12 s". An
/// alarm without a time, or that is PASSED, has no line. "" also if the answer cannot be read: the
/// lines are optional.
///
/// The names of a time span's members are not known, so a member counts by how its name begins:
/// start, begin or from, end or until, duration; one level down as well. A moment is in
/// milliseconds since 1970 or an ISO 8601 text, a duration in milliseconds, 0 is momentary.
/// Source: OctoPerf API §3.9.
[[nodiscard]] std::string alarm_lines(const Answer& answer);

}  // namespace octospira::octoperf
