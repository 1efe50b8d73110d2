#include "native/cli/text/usage.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/text.hpp"
#include "native/cli/settings/nearest.hpp"
#include "native/cli/settings/settings_file.hpp"
#include "native/cli/settings/text_file.hpp"
#include "native/cli/settings/wrong_value.hpp"
#include "native/cli/text/describe.hpp"
#include "native/cli/text/terminal.hpp"

namespace octospira::cli {

namespace {

std::string variable(const std::string& name) {
    const char* const value = name.empty() ? nullptr : std::getenv(name.c_str());
    return value == nullptr ? "" : value;
}

/// "octospira deliveries show"
std::string path_of(const CLI::App* app) {
    std::string path = app->get_name();
    for (const CLI::App* above = app->get_parent(); above != nullptr; above = above->get_parent())
        path = above->get_name() + " " + path;
    return path;
}

/// The command that was typed, the innermost one.
const CLI::App* chosen(const CLI::App& program) {
    const CLI::App* app = &program;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
    return app;
}

std::vector<std::string> commands_of(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
    return names;
}

/// Those of the command and of what is above it.
std::vector<std::string> options_of(const CLI::App* app) {
    std::vector<std::string> names;
    for (; app != nullptr; app = app->get_parent()) {
        for (const CLI::Option* option : app->get_options()) {
            for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
        }
    }
    return names;
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// " Did you mean octospira replay?" of "octospira deliveries replay", " Did you mean status?" of
/// "octospira recorder status", else the nearest word.
std::string command_meant(const CLI::App& app, std::string_view word, std::string_view next) {
    const CLI::App* const above = app.get_parent();
    if (above != nullptr && contains(commands_of(*above), word))
        return concat({" Did you mean ", path_of(above), " ", word, "?"});
    std::vector<std::string> known = commands_of(app);
    if (contains(known, next)) return concat({" Did you mean ", next, "?"});
    if (above == nullptr) known.emplace_back("--version");
    return did_you_mean(word, known);
}

/// `next`: what was typed behind the word.
std::string no_command(const CLI::App& app, std::string_view word, std::string_view next = "") {
    return path_of(&app) + " has no command " + in_quotation_marks(word) + "." +
           command_meant(app, word, next) + " Run " + path_of(&app) + " --help for the commands.";
}

/// Whether that argument takes the next one as its value.
bool takes_next(const CLI::App& program, const std::string& argument) {
    if (argument.find('=') != std::string::npos) return false;
    const CLI::Option* const option = program.get_option_no_throw(argument);
    return option != nullptr && option->get_items_expected_max() > 0;
}

/// The first that is no option, as an index; the number of them where there is none.
std::size_t first_word(const CLI::App& program, const std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (!arguments[i].starts_with('-')) return i;
        if (takes_next(program, arguments[i])) ++i;
    }
    return arguments.size();
}

/// All commands, depth first.
void visit(CLI::App& app, const std::function<void(CLI::App&)>& see) {
    see(app);
    for (CLI::App* command : app.get_subcommands({})) visit(*command, see);
}

bool was_typed(CLI::App& program, const CLI::Option& option) {
    bool typed = false;
    visit(program, [&](CLI::App& app) {
        const auto& order = app.parse_order();
        typed = typed || std::find(order.begin(), order.end(), &option) != order.end();
    });
    return typed;
}

/// "--port", "OCTOSPIRA_PORT", "port in octospira.conf, line 3": where its value comes from.
std::string place_of(CLI::App& program, const SettingsFile& file, const CLI::Option& option) {
    if (was_typed(program, option)) return option.get_name();
    if (std::string place = file.place_of(option); !place.empty()) return place;
    if (is_in_environment(option)) return option.get_envname();
    return option.get_name();
}

/// A sentence for each option whose value is not taken, wherever it comes from.
std::vector<std::string> wrong_values(CLI::App& program, const SettingsFile& file) {
    std::vector<std::string> sentences;
    visit(program, [&](CLI::App& app) {
        for (CLI::Option* option :
             app.get_options([](CLI::Option* one) { return one->count() > 0; })) {
            std::string why = why_not_taken(*option, place_of(program, file, *option));
            // Two commands may read the same variable.
            const bool known =
                std::find(sentences.begin(), sentences.end(), why) != sentences.end();
            if (!why.empty() && !known) sentences.push_back(std::move(why));
        }
    });
    return sentences;
}

/// What nobody takes, in the order in which it was typed.
std::vector<std::string> extras_of(const CLI::App& program,
                                   const std::vector<std::string>& arguments) {
    std::vector<std::string> left = program.remaining(true);
    std::vector<std::string> extras;
    for (const std::string& argument : arguments) {
        const auto at = std::find(left.begin(), left.end(), argument);
        if (at == left.end()) continue;
        left.erase(at);
        extras.push_back(argument);
    }
    return extras.empty() ? left : extras;
}

std::string unexpected(const CLI::App& program, const std::vector<std::string>& extras) {
    const CLI::App* const app = chosen(program);
    // What follows an option that does not exist may be a secret: only its name is said.
    for (const std::string& extra : extras) {
        if (!extra.starts_with('-') || extra.size() < 2) continue;
        const std::string name = extra.substr(0, extra.find('='));
        return path_of(app) + " has no option " + in_quotation_marks(name) + "." +
               did_you_mean(name, options_of(app)) + " Run " + path_of(app) +
               " --help for the options.";
    }
    if (!commands_of(*app).empty() && !extras.empty()) return no_command(*app, extras.front());
    std::string all;
    for (const std::string& extra : extras)
        all += (all.empty() ? "" : ", ") + in_quotation_marks(extra);
    return path_of(app) + " does not take " + all + ". Run " + path_of(app) +
           " --help for what it takes.";
}

std::string required(const CLI::App& program, std::string_view what) {
    const CLI::App* const app = chosen(program);
    constexpr std::string_view kIs = " is required";
    if (what.ends_with(kIs)) what.remove_suffix(kIs.size());
    if (what == "A subcommand") {
        return path_of(app) + " needs a command: " + joined(commands_of(*app), ", ") + ".";
    }
    std::string all;
    for (const CLI::Option* option : app->get_options()) {
        if (!option->get_required() || option->count() > 0) continue;
        all +=
            (all.empty() ? "" : ", ") + option->get_name() + " (" + option->get_description() + ")";
    }
    return path_of(app) + " needs " + (all.empty() ? std::string(what) : all) + ". Run " +
           path_of(app) + " --help for examples.";
}

/// "--detach excludes --wait"
std::string both(std::string_view what, std::string_view between, std::string_view sentence) {
    const std::size_t at = what.find(between);
    if (at == what.npos) return printable_line(what) + ".";
    return concat({what.substr(0, at), sentence.substr(0, sentence.find('%')),
                   what.substr(at + between.size()), sentence.substr(sentence.find('%') + 1)});
}

std::string unreadable_file(const CLI::App& program) {
    const auto path = program.get_config_ptr()->as<std::string>();
    const auto text = read_file(path, std::size_t{1024} * 1024);
    return "The settings cannot be read. " +
           (text ? "The file " + path + " is not a plain file." : sentence(text.error()));
}

std::string explain(const CLI::App& program, const std::vector<std::string>& arguments,
                    const CLI::ParseError& error) {
    const std::string what = error.what();
    const std::string kind = error.get_name();
    if (kind == "FileError") return unreadable_file(program);
    // "--port: 1 required PORT missing"
    if (kind == "ArgumentMismatch") return what.substr(0, what.find(": ")) + " needs a value.";
    const auto extras = extras_of(program, arguments);
    if (kind == "RequiredError" && extras.empty()) return required(program, what);
    if (kind == "ExcludesError")
        return both(what, " excludes ", " and % cannot be given together.");
    if (kind == "RequiresError") return both(what, " requires ", " can be given only with %.");
    // CLI11 gives an error of this kind the command's name in place of the kind.
    return extras.empty() ? printable_line(what) : unexpected(program, extras);
}

bool is_of_values(const CLI::ParseError& error) {
    const std::string kind = error.get_name();
    return kind == "ConfigError" || kind == "ConversionError" || kind == "ValidationError" ||
           kind == "ArgumentMismatch";
}

/// Where a flag has no value, neither the file nor the environment was read.
bool stopped_early(const CLI::ParseError& error) {
    return std::string_view(error.what()).ends_with(" missing");
}

/// Whether there were some, in commands that were not chosen.
bool forget_wrong_variables_of_others(CLI::App& program) {
    bool some = false;
    visit(program, [&some](CLI::App& app) {
        if (app.parsed()) return;
        for (CLI::Option* option :
             app.get_options([](CLI::Option* one) { return one->count() > 0; })) {
            if (!is_in_environment(*option) || why_not_taken(*option, "").empty()) continue;
            option->envname("");
            some = true;
        }
    });
    return some;
}

}  // namespace

Result<std::vector<std::string>> arguments_of(const CLI::App& program, int argc,
                                              const char* const* argv) {
    std::vector<std::string> arguments;
    for (int i = 1; i < argc; ++i) arguments.emplace_back(trim_blanks(argv[i]));
    std::size_t word = first_word(program, arguments);
    if (word < arguments.size() && arguments[word] == "help") {
        arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(word));
        arguments.emplace_back("--help");
        word = first_word(program, arguments);
    }
    if (word < arguments.size() && !contains(commands_of(program), arguments[word])) {
        const std::string next = word + 1 < arguments.size() ? arguments[word + 1] : "";
        return failure(ErrorKind::invalid_input, no_command(program, arguments[word], next));
    }
    const CLI::Option* const config = program.get_config_ptr();
    if (config == nullptr) return arguments;
    const bool given = std::any_of(arguments.begin(), arguments.end(), [](const auto& argument) {
        return argument == "--config" || argument.starts_with("--config=");
    });
    // CLI11 reads the file before it reads the environment, so it never finds the variable.
    if (const std::string path = variable(config->get_envname()); !given && !path.empty())
        arguments.insert(arguments.begin(), "--config=" + path);
    return arguments;
}

void tidy_environment(CLI::App& program) {
    visit(program, [](CLI::App& app) {
        for (const CLI::Option* option : app.get_options()) {
            const std::string value = variable(option->get_envname());
            const std::string text = decoded(value);
            const auto tidy = trim_blanks(without_quotes(trim_blanks(text)));
            if (tidy != value)
                ::setenv(option->get_envname().c_str(), std::string(tidy).c_str(), 1);
        }
    });
}

void parse_arguments(CLI::App& program, const std::vector<std::string>& arguments) {
    // CLI11 takes them from the back, and reads the variables of all commands.
    const std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
        program.parse(std::vector<std::string>(reversed));
    } catch (const CLI::ParseError& error) {
        if (!is_of_values(error) || !forget_wrong_variables_of_others(program)) throw;
        program.parse(std::vector<std::string>(reversed));
    }
}

std::string explain_usage(CLI::App& program, const std::vector<std::string>& arguments,
                          const CLI::ParseError& error) {
    const SettingsFile& file = settings_file_of(program);
    std::vector<std::string> lines = file.problems();
    for (std::string& line : wrong_values(program, file)) lines.push_back(std::move(line));
    if (lines.empty() || !is_of_values(error)) lines.push_back(explain(program, arguments, error));
    const SettingsFile::Report* const report = file.reporter();
    if (report != nullptr && is_of_values(error) && !stopped_early(error)) return (*report)(lines);
    return joined(lines, "\n");
}

}  // namespace octospira::cli
