#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "native/cli/commands/session.hpp"

namespace octospira::cli {

/// What was typed after `octospira launch`.
struct LaunchSettings {
    AccessSettings access;
    std::string scenario;
    std::string target;     ///< the test case, after the command's name
    std::string test_case;  ///< the same, by option
    std::string release;
    bool wait = false;
    bool detach = false;
    bool no_record = false;
    bool caution = false;
    bool yes = false;
    std::int64_t every_ms = 0;
    std::string output;
};

/// Starts a test and, unless detached, follows it to its end, decides its verdict and records its
/// result; stops it on a signal. Returns the exit code (cli.hpp).
[[nodiscard]] int run_launch(const LaunchSettings& settings, Session& session,
                             NamedTestCase test_case, std::optional<ReleaseId> release);

}  // namespace octospira::cli
