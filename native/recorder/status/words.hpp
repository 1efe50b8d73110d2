#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// The recorder's terms for people.

namespace octospira::recorder::status {

/// Spira's name of an execution status: 1 Failed, 2 Passed, 3 Not Run, 4 N/A, 5 Blocked,
/// 6 Caution (Spira REST v7, test runs); "Other" for anything else.
[[nodiscard]] std::string_view name_of_verdict(std::int64_t execution_status);

/// A duration: "400 ms", "2.5 s", "12 s", "4 min 05 s".
[[nodiscard]] std::string length_of(std::int64_t milliseconds);

/// "1 result needs", "3 results need".
[[nodiscard]] std::string count_of(std::int64_t number, std::string_view one,
                                   std::string_view many);

}  // namespace octospira::recorder::status
