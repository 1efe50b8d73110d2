#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.hpp"
#include "native/recorder/journal_entries.hpp"
#include "native/recorder/status/html.hpp"

// How the recorder's terms are said to a person.

namespace octospira::recorder::status {

/// "Waiting", "Recorded", "Ignored", "In conflict", "Given up", "Dismissed".
[[nodiscard]] std::string_view name_of(State state);

/// What Spira calls an execution status: 1 Failed, 2 Passed, 3 Not Run, 4 N/A, 5 Blocked,
/// 6 Caution (Spira REST v7, test runs); "Other" for anything else.
[[nodiscard]] std::string_view name_of_verdict(std::int64_t execution_status);

/// A state or verdict as a small coloured label.
[[nodiscard]] Html badge(State state);
[[nodiscard]] Html verdict_badge(const std::optional<std::int64_t>& execution_status);

enum class Clock {
    moment,  ///< a date and a time of day
    until,   ///< "in 28 s", as far as the script runs
    since,   ///< "3 h 12 min", as far as the script runs
};
/// A time in UTC that the page's script turns into the reader's own.
[[nodiscard]] Html time_of(EpochMs time, Clock clock = Clock::moment);

/// "0.4 s", "12 s", "4 min 05 s": how long something took.
[[nodiscard]] std::string length_of(std::int64_t milliseconds);

/// "1 attempt", "3 attempts".
[[nodiscard]] std::string count_of(std::int64_t number, std::string_view one,
                                   std::string_view many);

}  // namespace octospira::recorder::status
