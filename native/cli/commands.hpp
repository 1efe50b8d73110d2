#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "core/base/error.hpp"
#include "native/cli/cli.hpp"

namespace octospira::cli {

// One function per subcommand: it adds itself to the program, and when it was chosen, leaves its
// exit code behind.
void add_serve(CLI::App& program, int& exit_code);
void add_simulate(CLI::App& program, int& exit_code);
void add_package(CLI::App& program, int& exit_code);
void add_demo(CLI::App& program, int& exit_code);
void add_deliveries(CLI::App& program, int& exit_code);
void add_replay(CLI::App& program, int& exit_code);

/// Says the error on standard error; the exit code it stands for.
[[nodiscard]] int report(const Error& error);

/// A duration in milliseconds, typed as "500ms", "20s" or "2m".
[[nodiscard]] CLI::AsNumberWithUnit duration();

}  // namespace octospira::cli
