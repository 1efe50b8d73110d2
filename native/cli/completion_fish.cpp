#include "core/base/text.hpp"
#include "native/cli/completion.hpp"

namespace octospira::cli {

namespace {

std::string in_single_quotes(std::string_view text) {
    return "'" + replace_all(replace_all(text, "\\", "\\\\"), "'", "\\'") + "'";
}

/// "__octospira_at simulate spira"
std::string condition(const CommandText& command) {
    std::string words = "__octospira_at";
    for (const std::string& word : command.path) words += " " + word;
    return " -n " + in_single_quotes(words);
}

std::string value_of(const OptionText& option) {
    switch (option.values) {
        case Values::choices: {
            std::string list;
            for (const std::string& choice : option.choices)
                list += concat({list.empty() ? "" : " ", choice});
            return " -x -a " + in_single_quotes(list);
        }
        case Values::file:
            return " -r -F";
        case Values::folder:
            return " -x -a '(__fish_complete_directories)'";
        case Values::any:
            return " -x";
        default:
            return "";
    }
}

std::string line_for(const CommandText& command, const OptionText& option) {
    std::string line = "complete -c octospira" + condition(command);
    const std::string about = " -d " + in_single_quotes(short_about(option.about));
    if (option.names.empty()) {
        if (option.values == Values::any) return "";
        return line + (option.values == Values::file ? " -F" : value_of(option)) + about + "\n";
    }
    for (const std::string& name : option.names) {
        const bool is_long = name.starts_with("--");
        line += (is_long ? " -l " : " -s ") + name.substr(is_long ? 2 : 1);
    }
    return line + value_of(option) + about + "\n";
}

}  // namespace

std::string fish_completion(const CommandText& program) {
    std::string text =
        "# fish completion of octospira; made by: octospira completion fish\n\n"
        "# Whether the words typed so far have led to this command and no further.\n"
        "function __octospira_at\n"
        "    set -l path\n"
        "    for word in (commandline -opc)[2..]\n"
        "        switch \"$path $word\"\n";
    const auto all = all_of(program);
    for (const CommandText* command : all) {
        if (command->path.empty()) continue;
        std::string path;
        for (const std::string& word : command->path) path += " " + word;
        text += "            case " + in_single_quotes(path) + "\n";
        text += "                set path \"$path $word\"\n";
    }
    text +=
        "        end\n    end\n"
        "    set -l wanted ''\n"
        "    test (count $argv) -gt 0; and set wanted ' '(string join ' ' $argv)\n"
        "    test \"$path\" = \"$wanted\"\n"
        "end\n\ncomplete -c octospira -f\n";
    for (const CommandText* command : all) {
        for (const CommandText& below : command->commands) {
            text += "complete -c octospira" + condition(*command) + " -a " + below.name() + " -d " +
                    in_single_quotes(short_about(below.about)) + "\n";
        }
        for (const OptionText& option : command->options) text += line_for(*command, option);
    }
    return text;
}

std::string short_about(const std::string& about) {
    const std::string line = replace_all(about, "\n", " ");
    return std::string(trim(line.substr(0, line.find("; or set "))));
}

}  // namespace octospira::cli
