#include "native/cli/usage.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/text.hpp"
#include "native/cli/describe.hpp"
#include "native/cli/nearest.hpp"
#include "native/cli/terminal.hpp"
#include "native/cli/text_file.hpp"

namespace octospira::cli {

namespace {

std::string shown(std::string_view text) {
    return "“" + printable_line(cut_utf8(text, 80)) + "”";
}

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

std::string no_command(const CLI::App& app, std::string_view word) {
    return path_of(&app) + " has no command " + shown(word) + "." +
           did_you_mean(word, commands_of(app)) + " Run " + path_of(&app) +
           " --help for the commands.";
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
void visit(const CLI::App& app, const std::function<void(const CLI::App&)>& see) {
    see(app);
    for (const CLI::App* command : app.get_subcommands({})) visit(*command, see);
}

/// CLI11 names an option as it stands in its help, "--port" or "ID". The one of the chosen command
/// goes before others of that name, which only the environment or a file can have set.
const CLI::Option* option_named(const CLI::App& program, std::string_view name) {
    for (const CLI::App* app = chosen(program); app != nullptr; app = app->get_parent()) {
        for (const CLI::Option* option : app->get_options()) {
            if (option->get_name() == name && option->count() > 0) return option;
        }
    }
    const CLI::Option* found = nullptr;
    visit(program, [&](const CLI::App& app) {
        for (const CLI::Option* option : app.get_options()) {
            if (option->get_name() == name && (found == nullptr || option->count() > 0))
                found = option;
        }
    });
    return found;
}

bool was_typed(const CLI::App& program, const CLI::Option& option) {
    bool typed = false;
    visit(program, [&](const CLI::App& app) {
        const auto& order = app.parse_order();
        typed = typed || std::find(order.begin(), order.end(), &option) != order.end();
    });
    return typed;
}

/// "--port", "OCTOSPIRA_PORT", "port in octospira.conf, line 3": where its value comes from.
std::string place_of(const CLI::App& program, const SettingsFile& file, const CLI::Option& option) {
    if (was_typed(program, option)) return option.get_name();
    if (std::string place = file.place_of(option); !place.empty()) return place;
    if (!variable(option.get_envname()).empty()) return option.get_envname();
    return option.get_name();
}

/// "100ms", "10s", "60m" of a number of milliseconds.
std::string time_of(std::string_view digits) {
    const std::string text(digits);
    const auto ends = [&text](std::string_view zeros) {
        return text.size() > zeros.size() && text.ends_with(zeros);
    };
    return ends("000") ? text.substr(0, text.size() - 3) + "s" : text + "ms";
}

/// "1 to 10" of CLI11's "Value 11 not in range 1 to 10"; empty for anything else.
std::optional<std::pair<std::string, std::string>> range_of(std::string_view problem) {
    constexpr std::string_view kRange = " not in range ";
    const std::size_t at = problem.find(kRange);
    const std::size_t to = at == problem.npos ? problem.npos : problem.find(" to ", at);
    if (to == problem.npos) return std::nullopt;
    const std::string_view low = problem.substr(at + kRange.size(), to - at - kRange.size());
    const std::string_view high = problem.substr(to + 4);
    return std::pair(std::string(low.substr(0, low.find('.'))),
                     std::string(high.substr(0, high.find('.'))));
}

/// "a whole number from 1 to 10": what the option takes.
std::string kind_of(const CLI::Option& option, std::string_view problem) {
    const OptionText text = describe(option);
    const std::string type = option.get_type_name();
    const bool time = type.starts_with("DURATION");
    if (!text.choices.empty()) return "one of these: " + joined(text.choices, ", ");
    if (const auto range = range_of(problem)) {
        // CLI11's "positive" is a range up to the largest double.
        constexpr std::size_t kLongest = 12;
        if (range->second.size() > kLongest) return "a number above 0";
        const auto end = [time](const std::string& bound) { return time ? time_of(bound) : bound; };
        return (time ? "a time from " : "a number from ") + end(range->first) + " to " +
               end(range->second);
    }
    if (time) return "a time with its unit, such as 500ms, 20s or 2m";
    if (type.starts_with("PORT")) return "a port, a number from 0 to 65535";
    if (text.values == Values::none) return "true or false";
    return "a whole number";
}

std::string file_problem(const std::string& place, std::string_view problem,
                         const std::string& value) {
    std::string why;
    if (problem.find("does not exist") != problem.npos) why = "there is no such file or folder";
    if (problem.find("actually a directory") != problem.npos) why = "it is a folder, not a file";
    if (problem.find("actually a file") != problem.npos) why = "it is a file, not a folder";
    return why.empty() ? "" : place + ": " + shown(value) + " cannot be used: " + why + ".";
}

/// CLI11's "NAME: problem" or "Could not convert: NAME = VALUE".
std::string wrong_value(const CLI::App& program, const SettingsFile& file, std::string_view what) {
    constexpr std::string_view kConvert = "Could not convert: ";
    const bool converting = what.starts_with(kConvert);
    if (converting) what.remove_prefix(kConvert.size());
    const std::size_t end =
        what.find(converting ? std::string_view(" = ") : std::string_view(": "));
    const CLI::Option* const option = option_named(program, what.substr(0, end));
    if (option == nullptr || end == what.npos) return printable_line(what) + ".";
    const std::string_view problem = what.substr(end + 2);
    const std::string place = place_of(program, file, *option);
    const std::string value = CLI::detail::join(option->results(), ", ");
    if (problem.starts_with("At Most ") || problem.find(" required but received ") != problem.npos)
        return place + " is given more than once. Give it once.";
    if (problem.ends_with(" missing") || problem.find(" required ") != problem.npos)
        return place + " needs a value.";
    if (std::string sentence = file_problem(place, problem, value); !sentence.empty())
        return sentence;
    // A validator of ours, with a sentence of its own.
    const bool ours = problem.find("is not NAME=VALUE") != problem.npos;
    if (ours) return place + ": " + printable_line(problem) + ".";
    return place + " takes " + kind_of(*option, problem) + ", not " + shown(value) + "." +
           did_you_mean(value, describe(*option).choices);
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
        return path_of(app) + " has no option " + shown(name) + "." +
               did_you_mean(name, options_of(app)) + " Run " + path_of(app) +
               " --help for the options.";
    }
    if (!commands_of(*app).empty() && !extras.empty()) return no_command(*app, extras.front());
    std::string all;
    for (const std::string& extra : extras) all += (all.empty() ? "" : ", ") + shown(extra);
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
           (text ? "The file " + path + " is no plain file." : sentence(text.error()));
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
    const auto known = commands_of(program);
    if (word < arguments.size() &&
        std::find(known.begin(), known.end(), arguments[word]) == known.end()) {
        return failure(ErrorKind::invalid_input, no_command(program, arguments[word]));
    }
    const CLI::Option* const config = program.get_config_ptr();
    const bool given = std::any_of(arguments.begin(), arguments.end(), [](const auto& argument) {
        return argument == "--config" || argument.starts_with("--config=");
    });
    // CLI11 reads the file before it reads the environment, so it never finds the variable.
    if (const std::string path = variable(config->get_envname()); !given && !path.empty())
        arguments.insert(arguments.begin(), "--config=" + path);
    return arguments;
}

void tidy_environment(const CLI::App& program) {
    visit(program, [](const CLI::App& app) {
        for (const CLI::Option* option : app.get_options()) {
            const std::string value = variable(option->get_envname());
            const std::string text = decoded(value);
            const auto tidy = trim_blanks(without_quotes(trim_blanks(text)));
            if (tidy != value)
                ::setenv(option->get_envname().c_str(), std::string(tidy).c_str(), 1);
        }
    });
}

std::string explain_usage(const CLI::App& program, const SettingsFile& file,
                          const std::vector<std::string>& arguments, const CLI::ParseError& error) {
    const std::string what = error.what();
    const std::string kind = error.get_name();
    if (kind == "ConfigError") return what;
    if (kind == "FileError") return unreadable_file(program);
    if (kind == "ConversionError" || kind == "ValidationError" || kind == "ArgumentMismatch")
        return wrong_value(program, file, what);
    const auto extras = extras_of(program, arguments);
    if (kind == "RequiredError" && extras.empty()) return required(program, what);
    if (kind == "ExcludesError")
        return both(what, " excludes ", " and % cannot be given together.");
    if (kind == "RequiresError") return both(what, " requires ", " can be given only with %.");
    // CLI11 gives an error of this kind the command's name in place of the kind.
    return extras.empty() ? printable_line(what) : unexpected(program, extras);
}

}  // namespace octospira::cli
