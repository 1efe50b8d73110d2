#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace octospira::cli {

/// The typed text in quotation marks: one line, at most 80 bytes, without invisible characters.
[[nodiscard]] std::string in_quotation_marks(std::string_view text);

/// Whether the option's variable is set and not empty.
[[nodiscard]] bool is_in_environment(const CLI::Option& option);

/// Why the option does not accept its values, as a sentence that says what it accepts; empty if it
/// does. `place`: where they come from, e.g. "--port".
[[nodiscard]] std::string why_not_taken(CLI::Option& option, const std::string& place);

/// The same of these values; the option has none before and after. Source: CLI11 2.1,
/// App::_parse_single_config.
[[nodiscard]] std::string why_not_taken(CLI::Option& option, const std::string& place,
                                        const std::vector<std::string>& values);

}  // namespace octospira::cli
