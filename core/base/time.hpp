#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace octospira {

/// Milliseconds since 1970-01-01T00:00:00Z, as OctoPerf counts time. The core has no clock: every
/// such value is handed in.
using EpochMs = std::int64_t;

/// "2026-03-04T10:20:30.000Z", the form Spira takes. Values outside years 1970–9999 are clamped.
[[nodiscard]] std::string format_utc(EpochMs time);

/// ISO 8601 with or without zone (none means UTC), 0–7 fractional digits, and Spira's old
/// "/Date(1700000000000-0000)/". Empty when it is neither. Source: Spira REST §3, dates.
[[nodiscard]] std::optional<EpochMs> parse_utc(std::string_view text);

/// Decimal digits only, at most 15 of them. Empty when it is something else.
[[nodiscard]] std::optional<EpochMs> parse_milliseconds(std::string_view text);

/// "1 h 02 min", "4 min 05 s", "12 s": how long something took.
[[nodiscard]] std::string format_duration(std::int64_t milliseconds);

}  // namespace octospira
