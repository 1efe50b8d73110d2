#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "core/base/result.hpp"

// The way from what was typed to CLI11, and from CLI11's errors to sentences.

namespace octospira::cli {

/// The arguments after the program's name as CLI11 is to read them: "help launch" is
/// "launch --help", OCTOSPIRA_CONFIG is put before them as --config, and invisible ends are
/// removed. Errors: invalid_input where the first word is no command.
[[nodiscard]] Result<std::vector<std::string>> arguments_of(const CLI::App& program, int argc,
                                                            const char* const* argv);

/// Takes blanks, line ends and quotes off the values of the program's variables in the environment
/// (a file for docker --env-file, a script with Windows line ends). Before any thread is started.
void tidy_environment(CLI::App& program);

/// Runs the command that was chosen. What is wrong is thrown as CLI11 throws it; a wrong variable
/// counts only where that command reads it and no flag gives the value.
void parse_arguments(CLI::App& program, const std::vector<std::string>& arguments);

/// What is wrong, a line each, with the option, variable or line of the settings' file, and the
/// nearest right word. `arguments`: as CLI11 got them.
[[nodiscard]] std::string explain_usage(CLI::App& program,
                                        const std::vector<std::string>& arguments,
                                        const CLI::ParseError& error);

}  // namespace octospira::cli
