#pragma once

namespace octospira::cli {

/// Exit codes. The first three are those of every subcommand, the others of launch; a signal's code
/// is 128 and its number.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;        ///< an argument, a setting or a file given by one is wrong
inline constexpr int kTestFailed = 3;   ///< alarms were raised
inline constexpr int kTestBlocked = 4;  ///< it was aborted, or OctoPerf could not run it
inline constexpr int kTestCaution = 5;  ///< it passed, with warning alarms
inline constexpr int kUnclear = 6;      ///< the outcome is unknown; a test may be running
inline constexpr int kNotRecorded = 7;  ///< it passed, but its result could not be recorded

}  // namespace octospira::cli
