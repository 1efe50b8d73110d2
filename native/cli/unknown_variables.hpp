#pragma once

#include <string>
#include <vector>

#include "native/cli/describe.hpp"

namespace octospira::cli {

/// The program's variables in the environment, sorted: those of its options, and those that hold a
/// secret themselves.
[[nodiscard]] std::vector<std::string> known_variables(const CommandText& program);

/// A sentence for each variable that begins with OCTOSPIRA_ and is none of these, with the nearest
/// of them. What Kubernetes sets for a service named "octospira" is passed over.
[[nodiscard]] std::vector<std::string> unknown_variables(const std::vector<std::string>& known,
                                                         const char* const* environment);

/// The variable that holds a secret itself, of an option that names the secret's file; empty for
/// other options.
[[nodiscard]] std::string secret_variable(const OptionText& option);

}  // namespace octospira::cli
