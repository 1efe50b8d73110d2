#include "native/cli/describe.hpp"

#include <utility>

#include "core/base/text.hpp"

namespace octospira::cli {

namespace {

/// CLI11 writes a type as "TEXT:{json,text}", "TEXT:FILE", "INT in [1 - 10]".
std::vector<std::string> choices_in(const std::string& type) {
    std::vector<std::string> choices;
    const std::size_t begin = type.find('{');
    const std::size_t end = type.find('}', begin);
    if (begin == std::string::npos || end == std::string::npos) return choices;
    for (const auto choice : split(std::string_view(type).substr(begin + 1, end - begin - 1), ','))
        choices.emplace_back(trim(choice));
    return choices;
}

Values values_of(const OptionText& option, const std::string& type) {
    const auto ends = [&option](std::string_view part) {
        for (const std::string& name : option.names) {
            if (name.ends_with(part)) return true;
        }
        return false;
    };
    if (!option.choices.empty()) return Values::choices;
    if (type.find("DIR") != std::string::npos || ends("-dir")) return Values::folder;
    const bool file = type.find("FILE") != std::string::npos || ends("-file") || ends("--config") ||
                      ends("--journal") || ends("--out");
    return file ? Values::file : Values::any;
}

/// "FILE", "N", or the name that the definition gives, such as "TC:N".
std::string value_name_of(Values values, const std::string& type) {
    const std::string base = type.substr(0, type.find_first_of(": "));
    if (base == "INT" || base == "UINT") return "N";
    if (base == "FLOAT") return "NUMBER";
    if (!base.empty() && base != "TEXT") return type.substr(0, type.find(":{"));
    if (values == Values::file) return "FILE";
    return values == Values::folder ? "DIR" : "VALUE";
}

/// "1 to 10" of "INT in [1 - 10]"; "" without.
std::string range_in(const std::string& type) {
    constexpr std::string_view kBegin = " in [";
    const std::size_t begin = type.find(kBegin);
    const std::size_t dash = type.find(" - ", begin);
    const std::size_t end = type.find(']', dash);
    if (begin == std::string::npos || end == std::string::npos) return "";
    const std::size_t first = begin + kBegin.size();
    return type.substr(first, dash - first) + " to " + type.substr(dash + 3, end - dash - 3);
}

}  // namespace

OptionText describe(const CLI::Option& option) {
    OptionText text;
    for (const std::string& name : option.get_snames()) text.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) text.names.push_back("--" + name);
    if (text.names.empty()) text.positional = option.get_name(true);
    text.about = option.get_description();
    text.variable = option.get_envname();
    text.default_value = option.get_default_str();
    text.group = option.get_group();
    text.required = option.get_required();
    if (option.get_items_expected_max() == 0) return text;  // a flag
    const std::string type = option.get_type_name();
    text.choices = choices_in(type);
    text.values = values_of(text, type);
    text.value_name = value_name_of(text.values, type);
    text.range = range_in(type);
    return text;
}

namespace {

/// The options with a value: --help and --version have a meaning of their own at each command.
void inherit(CommandText& below, const CommandText& above) {
    for (OptionText option : above.options) {
        if (option.names.empty() || option.values == Values::none) continue;
        option.inherited = true;
        below.options.push_back(std::move(option));
    }
    for (CommandText& deeper : below.commands) inherit(deeper, above);
}

void fill(CommandText& text, const CLI::App& app) {
    text.about = app.get_description();
    // CLI11 hands a footer down to commands without one of their own.
    const CLI::App* const above = app.get_parent();
    if (above == nullptr || above->get_footer() != app.get_footer()) text.footer = app.get_footer();
    for (const CLI::Option* option : app.get_options()) {
        if (!option->get_group().empty()) text.options.push_back(describe(*option));
    }
    for (const CLI::App* command : app.get_subcommands({})) {
        if (command->get_group().empty()) continue;
        CommandText& below = text.commands.emplace_back();
        below.path = text.path;
        below.path.push_back(command->get_name());
        fill(below, *command);
        if (app.get_fallthrough()) inherit(below, text);
    }
}

void collect(const CommandText& command, std::vector<const CommandText*>& all) {
    all.push_back(&command);
    for (const CommandText& below : command.commands) collect(below, all);
}

}  // namespace

CommandText describe(const CLI::App& program) {
    CommandText text;
    fill(text, program);
    return text;
}

std::vector<const CommandText*> all_of(const CommandText& program) {
    std::vector<const CommandText*> all;
    collect(program, all);
    return all;
}

std::string joined(const std::vector<std::string>& words, std::string_view with) {
    std::string text;
    for (const std::string& word : words) text += concat({text.empty() ? "" : with, word});
    return text;
}

}  // namespace octospira::cli
