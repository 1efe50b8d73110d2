#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>

namespace octospira::cli {

constexpr std::int64_t kOneDayMs = 86'400'000;

/// Takes a time from `least` to `most` milliseconds, typed as "500ms", "20s" or "2m", and makes it
/// a number of milliseconds. Any other text is left unchanged.
[[nodiscard]] CLI::Validator duration(std::int64_t least, std::int64_t most);

}  // namespace octospira::cli
