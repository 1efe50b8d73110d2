#include "core/base/text.hpp"
#include "native/cli/completion.hpp"

namespace octospira::cli {

namespace {

/// Inside '…' of the shell.
std::string shell_text(std::string_view text) {
    return replace_all(text, "'", "'\\''");
}

/// Inside a description of _arguments, which gives brackets and colons a meaning.
std::string described(std::string_view text) {
    std::string out = shell_text(text);
    for (const std::string_view special : {"[", "]", ":"})
        out = replace_all(out, special, "\\" + std::string(special));
    return out;
}

std::string action(const OptionText& option) {
    switch (option.values) {
        case Values::choices: {
            std::string list;
            for (const std::string& choice : option.choices)
                list += concat({list.empty() ? "" : " ", choice});
            return "(" + list + ")";
        }
        case Values::file:
            return "_files";
        case Values::folder:
            return "_files -/";
        default:
            return " ";
    }
}

std::string line_for(const OptionText& option) {
    const std::string about = described(short_about(option.about));
    if (option.names.empty()) {
        return concat({"'", option.required ? "1:" : "::", about, ":", action(option), "'"});
    }
    std::string lines;
    for (const std::string& name : option.names) {
        const std::string value =
            option.values == Values::none
                ? ""
                : concat({":", to_lower(option.value_name), ":", action(option)});
        const bool long_name = name.starts_with("--") && option.values != Values::none;
        lines += concat({lines.empty() ? "" : " \\\n        ", "'", name, long_name ? "=" : "", "[",
                         about, "]", replace_all(value, "'", "'\\''"), "'"});
    }
    return lines;
}

std::string function_of(const CommandText& command) {
    std::string name = "_octospira";
    for (const std::string& word : command.path) name += "_" + word;
    return name;
}

std::string function_for(const CommandText& command) {
    std::string text = function_of(command) + "() {\n";
    if (!command.commands.empty()) {
        text +=
            "    local context state line curcontext=$curcontext\n"
            "    typeset -A opt_args\n    local -a commands=(\n";
        for (const CommandText& below : command.commands) {
            text += "        '" + below.name() + ":" + described(short_about(below.about)) + "'\n";
        }
        text += "    )\n";
    }
    text += "    _arguments -s -S -C";
    for (const OptionText& option : command.options) {
        // A word of one's own beside the options would keep zsh from completing these.
        const bool has_choices = action(option) != " ";
        if (!option.names.empty() || has_choices) text += " \\\n        " + line_for(option);
    }
    if (command.commands.empty()) return text + "\n}\n\n";
    text +=
        " \\\n        '1:command:->command' '*::arguments:->rest'\n"
        "    case $state in\n"
        "        command) _describe command commands ;;\n"
        "        rest) case $words[1] in\n";
    for (const CommandText& below : command.commands) {
        text += "            " + below.name() + ") " + function_of(below) + " ;;\n";
    }
    return text + "        esac ;;\n    esac\n}\n\n";
}

}  // namespace

std::string zsh_completion(const CommandText& program) {
    std::string text =
        "#compdef octospira\n# zsh completion of octospira; made by: octospira completion zsh\n\n";
    for (const CommandText* command : all_of(program)) text += function_for(*command);
    return text +
           "# Autoloaded from fpath, or read by source.\n"
           "if [ \"$funcstack[1]\" = \"_octospira\" ]; then\n    _octospira \"$@\"\n"
           "else\n    compdef _octospira octospira\nfi\n";
}

}  // namespace octospira::cli
