#pragma once

namespace octospira::cli {

/// Exit codes of every subcommand.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;  ///< an argument, a setting or a file given by one is wrong

/// The whole program: reads the arguments, does what they say, returns the exit code.
[[nodiscard]] int run(int argc, const char* const* argv);

}  // namespace octospira::cli
