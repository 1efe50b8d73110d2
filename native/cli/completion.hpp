#pragma once

#include <string>

#include "native/cli/describe.hpp"

namespace octospira::cli {

// Completion scripts for the shells: subcommands, options, choices, files and folders.

[[nodiscard]] std::string bash_completion(const CommandText& program);
[[nodiscard]] std::string zsh_completion(const CommandText& program);
[[nodiscard]] std::string fish_completion(const CommandText& program);

/// The first line of a description, without the parts that only the help has room for.
[[nodiscard]] std::string short_about(const std::string& about);

}  // namespace octospira::cli
