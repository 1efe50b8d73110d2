#include "native/cli/exit_codes.hpp"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>
#include <string_view>
#include <system_error>

#include "core/base/text.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/settings/settings_file.hpp"
#include "native/cli/settings/unknown_variables.hpp"
#include "native/cli/text/help.hpp"
#include "native/cli/text/terminal.hpp"
#include "native/cli/text/usage.hpp"
#include "native/cli/text/wrap.hpp"

namespace octospira::cli {

namespace {

constexpr const char* kAbout =
    "OctoSpira connects OctoPerf and Inflectra Spira: load tests are started from a test case in\n"
    "Spira, and their results become test runs there.";

constexpr const char* kMore =
    "Every setting of a subcommand can also come from the environment (the name in its help) or\n"
    "from a file given by --config, with a section of the subcommand's name:\n"
    "  [serve]\n"
    "  spira-url = \"https://mysite.spiraservice.net\"\n"
    "  spira-user = \"octoperf\"\n"
    "A flag overrides the environment, and the environment overrides the file. Secrets are read "
    "from files or the environment only.\n\n"
    "Examples:\n"
    "  octospira check --product PR:1 --recorder-url https://recorder.example.com\n"
    "  octospira launch --test-case TC:42 --product PR:1 --wait\n"
    "  octospira serve --spira-url https://mysite.spiraservice.net \\\n"
    "      --spira-user octoperf\n\n"
    "Exit codes: 0 done, 1 failed, 2 an argument or a setting is wrong; launch has more.";

}  // namespace

void warn(const std::string& text) {
    // Several problems stand in a line each.
    const std::string name = concat({program_invocation_short_name, ": "});
    const std::string lines = name + replace_all(shown_safely(text), "\n", "\n" + name);
    std::cerr << wrapped_for(STDERR_FILENO, lines) << std::endl;
}

int report(const Error& error) {
    warn(sentence(error));
    const bool ours =
        error.kind == ErrorKind::invalid_input || error.kind == ErrorKind::not_configured;
    return ours ? kUsage : kFailed;
}

std::unique_ptr<CLI::App> new_program(const std::string& name, const std::string& about) {
    auto program = std::make_unique<CLI::App>(about, name);
    program->formatter(std::make_shared<Help>());  // the subcommands take it over
    program->set_version_flag("-v,--version", name + " " OCTOSPIRA_VERSION,
                              "Print the version and exit");
    program->config_formatter(std::make_shared<SettingsFile>(*program));
    program->require_subcommand(1);
    program->fallthrough();
    return program;
}

std::unique_ptr<CLI::App> build_program(int& exit_code) {
    auto program = new_program("octospira", kAbout);
    program->footer(kMore);
    program->set_config("--config", "", "Read settings from this TOML or INI file")
        ->envname("OCTOSPIRA_CONFIG");
    program->allow_config_extras(CLI::config_extras_mode::error);
    for (const auto add : {add_serve, add_launch, add_status, add_stop, add_record, add_check,
                           add_deliveries, add_replay}) {
        add(*program, exit_code);
    }
    return program;
}

namespace {

/// Exceptions of libraries end here: what CLI11 finds wrong in the arguments is a sentence and
/// kUsage, anything else a sentence and kFailed.
int parse(CLI::App& program, const std::vector<std::string>& arguments, const int& exit_code) {
    try {
        parse_arguments(program, arguments);
        return exit_code;
    } catch (const CLI::Success& asked_for) {
        return program.exit(asked_for) == 0 ? kDone : kUsage;
    } catch (const CLI::ParseError& error) {
        return report({ErrorKind::invalid_input, explain_usage(program, arguments, error), "", ""});
    }
}

int run_program(Builder build, int argc, const char* const* argv) {
    int exit_code = kDone;
    const auto program = build(exit_code);
    tidy_environment(*program);
    if (argc < 2) {
        std::cerr << program->help();
        return kUsage;
    }
    for (const std::string& sentence : unknown_variables(known_variables(*program), environ))
        warn(sentence);
    const auto arguments = arguments_of(*program, argc, argv);
    if (!arguments) return report(arguments.error());
    return parse(*program, *arguments, exit_code);
}

/// Where one of the three standard streams is closed, the next file that is opened would take its
/// number, and messages would be written into a journal.
void open_standard_streams() {
    for (int number = 0; number >= 0 && number <= 2;) {
        number = ::open("/dev/null", O_RDWR);
        if (number > 2) ::close(number);
    }
}

/// Whatever else happens there is a sentence. May run without memory to spare.
int internal_error(const char* what) {
    std::fputs("octospira: an internal error: ", stderr);
    std::fputs(what, stderr);
    std::fputs(". Please report it with the command that you ran.\n", stderr);
    return kFailed;
}

}  // namespace

int run(Builder build, int argc, const char* const* argv) {
    open_standard_streams();
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write(), not our end
    try {
        return run_program(build, argc, argv);
    } catch (const std::bad_alloc&) {
        std::fputs("octospira: there is not enough memory.\n", stderr);
        return kFailed;
    } catch (const std::system_error& error) {
        std::fputs("octospira: the system refused: ", stderr);
        std::fputs(error.what(), stderr);
        std::fputs(". Check the limits of this user (threads, open files).\n", stderr);
        return kFailed;
    } catch (const std::exception& error) {
        return internal_error(error.what());
    } catch (...) {
        return internal_error("unknown");
    }
}

}  // namespace octospira::cli
