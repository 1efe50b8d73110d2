#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "native/cli/settings_file.hpp"

// The way from what was typed to CLI11, and from CLI11's errors to sentences.

namespace octospira::cli {

/// The arguments after the program's name as CLI11 is to read them: "help launch" is
/// "launch --help", OCTOSPIRA_CONFIG stands before them as --config, invisible ends are taken off.
/// Errors: invalid_input where the first word is no command.
[[nodiscard]] Result<std::vector<std::string>> arguments_of(const CLI::App& program, int argc,
                                                            const char* const* argv);

/// Takes blanks, line ends and quotes off the values of the program's variables in the environment
/// (a file for docker --env-file, a script with Windows line ends). Before any thread is started.
void tidy_environment(CLI::App& program);

/// What is wrong, a line each, with the option, variable or line of the settings' file, and the
/// nearest right word. `arguments`: as CLI11 got them.
[[nodiscard]] std::string explain_usage(CLI::App& program, const SettingsFile& file,
                                        const std::vector<std::string>& arguments,
                                        const CLI::ParseError& error);

}  // namespace octospira::cli
