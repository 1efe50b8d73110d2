#pragma once

#include <string_view>

namespace octospira::cli {

/// Exit codes. The first three are those of every subcommand, the others of launch.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;  ///< an argument, a setting or a file given by one is wrong
inline constexpr int kTestFailed = 3;
inline constexpr int kTestBlocked = 4;
inline constexpr int kTestCaution = 5;
inline constexpr int kUnclear = 6;
inline constexpr int kNotRecorded = 7;

/// What the manual says about them; a signal's code is 128 and its number.
struct ExitCode {
    int code;
    std::string_view meaning;
};
inline constexpr ExitCode kExitCodes[] = {
    {kDone, "Done. launch --wait: the test passed. check: nothing is wrong."},
    {kFailed, "Failed. launch: the test could not be started. check: something is wrong."},
    {kUsage, "An argument, a setting or a file given by one is wrong."},
    {kTestFailed, "launch --wait: the test failed: alarms were raised."},
    {kTestBlocked, "launch --wait: the test was aborted, or OctoPerf could not run it."},
    {kTestCaution, "launch --wait --caution-on-warnings: it passed, with warning alarms."},
    {kUnclear,
     "launch, stop: how it went is not known; a test may be running. The message says what to look "
     "at."},
    {kNotRecorded,
     "launch --wait: the test passed, and its result could not be recorded in Spira."},
    {130,
     "launch --wait, status --follow, record --wait: interrupted (SIGINT; 143: SIGTERM, 129: "
     "SIGHUP). launch has stopped its test. After a second signal nothing is certain."},
};

/// The whole program: reads the arguments, does what they say, returns the exit code.
[[nodiscard]] int run(int argc, const char* const* argv);

}  // namespace octospira::cli
