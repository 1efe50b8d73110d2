#include "native/cli/manual.hpp"

#include <algorithm>
#include <map>

#include "core/base/text.hpp"
#include "native/cli/cli.hpp"
#include "native/cli/unknown_variables.hpp"

namespace octospira::cli {

namespace {

/// One line of running text: characters that troff gives a meaning, and those beyond ASCII.
std::string escaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (text[i] == '\\') {
            out += "\\e";
        } else if (text[i] == '-') {
            out += "\\-";
        } else if (text[i] == '~') {
            out += "\\(ti";
        } else if (text[i] == '^') {
            out += "\\(ha";
        } else if (text[i] == '"') {
            out += "\\(dq";
        } else if (byte < 0x80) {
            out += text[i];
        } else if (byte >= 0xC0) {
            const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            unsigned code = byte & (0xFFU >> (length + 1));
            for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
                code = code << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
            char name[16];
            std::snprintf(name, sizeof name, "\\[u%04X]", code);
            out += name;
            i += length - 1;
        }
    }
    // A line that begins so is a request.
    if (out.starts_with('.') || out.starts_with('\'')) out = "\\&" + out;
    return out;
}

std::string bold(const std::string& text) {
    return "\\fB" + escaped(text) + "\\fR";
}
std::string italic(const std::string& text) {
    return "\\fI" + escaped(text) + "\\fR";
}

/// Paragraphs; a line that is indented stays a line of its own.
std::string running_text(const std::string& text) {
    std::string out;
    bool literal = false;
    for (const std::string_view line : split(text, '\n')) {
        const bool indented = line.starts_with("  ");
        if (indented != literal) out += indented ? ".PP\n.RS 4\n.nf\n" : ".fi\n.RE\n.PP\n";
        literal = indented;
        if (trim(line).empty()) {
            if (!literal) out += ".PP\n";
        } else {
            out += escaped(trim(line)) + "\n";
        }
    }
    out += literal ? ".fi\n.RE\n" : "";
    // Two paragraph requests in a row say nothing.
    std::string before;
    do {
        before = out;
        out = replace_all(out, ".PP\n.PP\n", ".PP\n");
    } while (out != before);
    if (out.ends_with(".PP\n")) out.resize(out.size() - 4);
    return out.starts_with(".PP\n") ? out.substr(4) : out;
}

std::string names_of(const OptionText& option) {
    if (option.names.empty()) return italic(option.positional);
    std::string text;
    for (const std::string& name : option.names) {
        text += (text.empty() ? "" : ", ") + bold(name);
    }
    return option.value_name.empty() ? text : text + " " + italic(option.value_name);
}

std::string entry(const OptionText& option) {
    std::string text =
        ".TP\n" + names_of(option) + "\n" + escaped(collapse_blanks(option.about)) + "\n";
    std::string more;
    const auto add = [&more](const std::string& sentence) {
        more += (more.empty() ? "" : " ") + sentence;
    };
    if (option.required) add("Required.");
    if (!option.choices.empty()) {
        std::string list;
        for (const std::string& choice : option.choices)
            list += (list.empty() ? "" : ", ") + bold(choice);
        add("One of: " + list + ".");
    }
    if (!option.range.empty()) add("From " + option.range + ".");
    if (!option.default_value.empty()) add("Default: " + escaped(option.default_value) + ".");
    if (!option.variable.empty()) add("Variable: " + bold(option.variable) + ".");
    return more.empty() ? text : text + ".br\n" + more + "\n";
}

std::string options_of(const CommandText& command) {
    std::string text;
    std::string group;
    for (const OptionText& option : command.options) {
        if (option.inherited) continue;
        if (option.group != group && option.group != "Options" && !option.names.empty()) {
            text += ".PP\n" + italic(option.group) + "\n";
        }
        group = option.group;
        text += entry(option);
    }
    return text;
}

std::string usage_of(const CommandText& command) {
    std::string text = ".B octospira";
    for (const std::string& word : command.path) text += " " + escaped(word);
    text += "\n";
    if (!command.options.empty()) text += ".RI [ OPTION \\&.\\|.\\|.]\n";
    for (const OptionText& option : command.options) {
        if (!option.names.empty()) continue;
        const std::string name = escaped(option.positional);
        text += option.required ? ".I " + name + "\n" : ".RI [ " + name + " ]\n";
    }
    return text;
}

std::string environment(const std::vector<const CommandText*>& all) {
    struct Use {
        std::string option;
        std::string about;
    };
    std::map<std::string, Use> uses;
    for (const CommandText* command : all) {
        for (const OptionText& option : command->options) {
            if (option.variable.empty()) continue;
            uses.try_emplace(option.variable, Use{option.names.back(), option.about});
            const std::string itself = secret_variable(option);
            if (itself.empty()) continue;
            uses.try_emplace(itself,
                             Use{option.names.back(), "The secret itself, where no file is given"});
        }
    }
    uses.try_emplace("NO_COLOR", Use{"", "Set and not empty: nothing is coloured"});
    std::string text;
    for (const auto& [name, use] : uses) {
        text += ".TP\n.B " + escaped(name) + "\n" + escaped(collapse_blanks(use.about));
        text += use.option.empty() ? ".\n" : " (" + bold(use.option) + ").\n";
    }
    return text;
}

std::string exit_codes() {
    std::string text;
    for (const ExitCode& exit : kExitCodes) {
        text += ".TP\n.B " + std::to_string(exit.code) + "\n" + escaped(exit.meaning) + "\n";
    }
    return text;
}

}  // namespace

std::string manual_page(const CommandText& program) {
    const auto all = all_of(program);
    std::string text =
        ".\\\" Made by: octospira manual\n"
        ".TH OCTOSPIRA 1 2026-11-30 \"OctoSpira " OCTOSPIRA_VERSION
        "\" \"User Commands\"\n"
        ".SH NAME\noctospira \\- join OctoPerf and Inflectra Spira\n.SH SYNOPSIS\n";
    bool first = true;
    for (const CommandText* command : all) {
        if (!command->commands.empty()) continue;
        text += (first ? "" : ".br\n") + usage_of(*command);
        first = false;
    }
    text +=
        ".SH DESCRIPTION\n" + running_text(program.about) + ".PP\n" + running_text(program.footer);
    text += ".SH OPTIONS\n" + options_of(program) + ".SH COMMANDS\n";
    for (const CommandText* command : all) {
        if (command->path.empty()) continue;
        std::string name;
        for (const std::string& word : command->path) name += (name.empty() ? "" : " ") + word;
        text += ".SS octospira " + escaped(name) + "\n" + running_text(command->about) +
                options_of(*command);
        if (!command->footer.empty()) text += ".PP\n" + running_text(command->footer);
    }
    return text + ".SH EXIT STATUS\n" + exit_codes() + ".SH ENVIRONMENT\n" + environment(all) +
           ".SH FILES\n.TP\n.I \\(ti/.local/state/octospira\nNotes about launches, so that a start "
           "without a clear answer is not repeated blindly and a report is found again; they may "
           "be deleted. No secrets are in them.\n";
}

}  // namespace octospira::cli
