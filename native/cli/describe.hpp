#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace octospira::cli {

// The program as it describes itself to a shell and in its manual: read from its definitions, so
// that neither can tell another story than --help.

/// What a shell offers for a value.
enum class Values { none, any, choices, file, folder };

struct OptionText {
    std::vector<std::string> names;  ///< "--output", "-o"; empty for a positional
    std::string positional;          ///< its name, e.g. "TARGET"; empty for an option
    std::string about;
    std::string variable;              ///< of the environment; may be empty
    std::string default_value;         ///< may be empty
    std::string value_name;            ///< e.g. "FILE"; empty for a flag
    std::vector<std::string> choices;  ///< where only these are taken
    std::string range;                 ///< of a number, e.g. "1 to 10"; may be empty
    Values values = Values::none;      ///< none: a flag
    std::string group;                 ///< heading in the help
    bool required = false;
    bool inherited = false;  ///< of a command above, taken after this one, too
};

struct CommandText {
    std::vector<std::string> path;  ///< {"simulate", "spira"}; empty for the program itself
    std::string about;
    std::string footer;
    std::vector<OptionText> options;
    std::vector<CommandText> commands;

    [[nodiscard]] std::string name() const { return path.empty() ? "" : path.back(); }
};

[[nodiscard]] CommandText describe(const CLI::App& program);
[[nodiscard]] OptionText describe(const CLI::Option& option);

/// The commands that have options or commands of their own, depth first, the program first.
[[nodiscard]] std::vector<const CommandText*> all_of(const CommandText& program);

/// The words in one line, with `with` between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view with);

}  // namespace octospira::cli
