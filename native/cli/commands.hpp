#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "core/base/error.hpp"
#include "native/cli/exit_codes.hpp"

namespace octospira::cli {

/// A program without commands, with our help and --version.
[[nodiscard]] std::unique_ptr<CLI::App> new_program(const std::string& name,
                                                    const std::string& about);

/// octospira with its subcommands, before it has read any arguments. The subcommand that is chosen
/// by them leaves its exit code in `exit_code`, which must outlive the program.
[[nodiscard]] std::unique_ptr<CLI::App> build_program(int& exit_code);

using Builder = std::unique_ptr<CLI::App> (*)(int& exit_code);

/// Reads the arguments, does what they say, returns the exit code. No exception leaves it.
[[nodiscard]] int run(Builder build, int argc, const char* const* argv);

// One function per subcommand: it adds itself to the program, and when it was chosen, leaves its
// exit code behind.

// The recorder.
void add_serve(CLI::App& program, int& exit_code);

// An operator's.
void add_launch(CLI::App& program, int& exit_code);
void add_status(CLI::App& program, int& exit_code);
void add_stop(CLI::App& program, int& exit_code);
void add_record(CLI::App& program, int& exit_code);
void add_check(CLI::App& program, int& exit_code);

// What is in a recorder's journal.
void add_deliveries(CLI::App& program, int& exit_code);
void add_replay(CLI::App& program, int& exit_code);

/// Writes the text to standard error, the program's name before each line.
void warn(const std::string& text);

/// Prints the error on standard error; returns its exit code.
[[nodiscard]] int report(const Error& error);

}  // namespace octospira::cli
