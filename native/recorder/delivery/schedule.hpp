#pragma once

#include <chrono>
#include <optional>
#include <vector>

namespace octospira::recorder {

using Schedule = std::vector<std::chrono::milliseconds>;

/// 5 s, 30 s, 2 m, 10 m, 30 m, 2 h, 5 h, 10 h, 10 h: more than a day in all.
[[nodiscard]] Schedule default_schedule();

/// The limit for Retry-After. It concerns one call, and Spira may accept the result a moment later;
/// rate limits mostly count by the minute, and one call in two minutes does no harm. Where all of
/// Spira is busy, its own check holds all results (Breaker).
inline constexpr std::chrono::minutes kLongestRetryAfter(2);

/// How long to wait after `failed` failed attempts (1 or more), ±20 % by `random` in [0, 1); at
/// least what the other side asked for with Retry-After, up to kLongestRetryAfter. Empty when the
/// schedule is used up.
[[nodiscard]] std::optional<std::chrono::milliseconds> delay_after(const Schedule& schedule,
                                                                   int failed,
                                                                   std::optional<int> retry_after_s,
                                                                   double random);

/// The longest that delay_after returns. A time further ahead in the journal was written with a
/// wrong clock.
[[nodiscard]] std::chrono::milliseconds longest_delay(const Schedule& schedule);

}  // namespace octospira::recorder
