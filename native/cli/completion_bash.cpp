#include <set>

#include "core/base/text.hpp"
#include "native/cli/completion.hpp"

namespace octospira::cli {

namespace {

/// What may follow an option that takes a value.
std::string offer_for(const OptionText& option) {
    switch (option.values) {
        case Values::choices:
            return "COMPREPLY=($(compgen -W '" + joined(option.choices, " ") + "' -- \"$cur\"))";
        case Values::file:
            return "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\"))";
        case Values::folder:
            return "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$cur\"))";
        default:
            return "COMPREPLY=()";
    }
}

/// One branch per command: the values of its options, then its words.
std::string branch(const CommandText& command) {
    std::string values;
    std::vector<std::string> words;
    std::string positional = "COMPREPLY=()";
    for (const OptionText& option : command.options) {
        words.insert(words.end(), option.names.begin(), option.names.end());
        if (option.names.empty()) {
            positional = offer_for(option);
        } else if (option.values != Values::none) {
            values += "                " + joined(option.names, "|") + ") " + offer_for(option) +
                      "; return ;;\n";
        }
    }
    std::vector<std::string> names;
    for (const CommandText& below : command.commands) names.push_back(below.name());
    if (!names.empty()) {
        positional = "COMPREPLY=($(compgen -W '" + joined(names, " ") + "' -- \"$cur\"))";
    }
    std::string text = "        '" + joined(command.path, " ") + "')\n";
    if (!values.empty()) text += "            case $prev in\n" + values + "            esac\n";
    text +=
        "            if [[ $cur == -* ]]; then\n"
        "                COMPREPLY=($(compgen -W '" +
        joined(words, " ") +
        "' -- \"$cur\"))\n"
        "            else\n                " +
        positional + "\n            fi ;;\n";
    return text;
}

/// "serve" and "simulate spira" are words that lead deeper; anything else is a value.
std::string paths(const std::vector<const CommandText*>& all) {
    std::string text;
    for (const CommandText* command : all) {
        if (command->path.empty()) continue;
        text += concat({text.empty() ? "" : "|", "'", joined(command->path, " "), "'"});
    }
    return text;
}

/// The options of any command whose value is the word after them.
std::string value_options(const std::vector<const CommandText*>& all) {
    std::set<std::string> names;
    for (const CommandText* command : all) {
        for (const OptionText& option : command->options) {
            if (option.values != Values::none)
                names.insert(option.names.begin(), option.names.end());
        }
    }
    return joined({names.begin(), names.end()}, "|");
}

}  // namespace

std::string bash_completion(const CommandText& program) {
    const auto all = all_of(program);
    std::string text =
        "# bash completion of octospira; made by: octospira completion bash\n\n"
        "_octospira() {\n"
        "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
        "    local path='' word i=1\n"
        "    COMPREPLY=()\n"
        "    # bash makes words of their own of = and :, and --name=value is one to us.\n"
        "    if [[ $cur == '=' ]]; then cur=''\n"
        "    elif [[ $prev == '=' ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
        "    while (( i < COMP_CWORD )); do\n"
        "        word=${COMP_WORDS[i]}\n"
        "        case $word in\n"
        "            " +
        value_options(all) +
        ")\n"
        "                [[ ${COMP_WORDS[i+1]} == '=' ]] && i=$((i + 1))\n"
        "                i=$((i + 1)) ;;\n"
        "            -*) ;;\n"
        "            *) case \"${path:+$path }$word\" in\n"
        "                   " +
        paths(all) +
        ") path=${path:+$path }$word ;;\n"
        "               esac ;;\n"
        "        esac\n"
        "        i=$((i + 1))\n"
        "    done\n"
        "    case $path in\n";
    for (const CommandText* command : all) text += branch(*command);
    return text + "    esac\n}\n\ncomplete -F _octospira octospira\n";
}

}  // namespace octospira::cli
