#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace octospira::cli {

/// The program's variables in the environment, sorted: those of its options, and those that hold a
/// secret themselves.
[[nodiscard]] std::vector<std::string> known_variables(const CLI::App& program);

/// A sentence for each variable that begins with OCTOSPIRA_ and is none of these, with the nearest
/// of them. Variables that Kubernetes sets for a service named "octospira" are ignored.
[[nodiscard]] std::vector<std::string> unknown_variables(const std::vector<std::string>& known,
                                                         const char* const* environment);

}  // namespace octospira::cli
