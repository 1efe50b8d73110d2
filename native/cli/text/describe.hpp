#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace octospira::cli {

/// What an option takes, read from its definition.
struct OptionText {
    bool flag = false;
    std::string value_name;            ///< e.g. "FILE"; empty for a flag
    std::vector<std::string> choices;  ///< if only these are accepted
    std::string range;                 ///< of a number, e.g. "1 to 10"; may be empty
};

[[nodiscard]] OptionText describe(const CLI::Option& option);

/// The words in one line, with `with` between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view with);

}  // namespace octospira::cli
