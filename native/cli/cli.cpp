#include "native/cli/cli.hpp"

#include <cstdint>
#include <iostream>
#include <map>
#include <string_view>

#include "native/cli/commands.hpp"
#include "native/cli/help.hpp"

namespace octospira::cli {

namespace {

constexpr const char* kAbout =
    "OctoSpira joins OctoPerf and Inflectra Spira: load tests are started from a test case in\n"
    "Spira, and their results become test runs there.";

constexpr const char* kMore =
    "Every setting of a subcommand can also come from the environment (the name in its help) or\n"
    "from a file given by --config, with a section of the subcommand's name:\n"
    "  [serve]\n"
    "  spira-url = \"https://mysite.spiraservice.net\"\n"
    "  spira-user = \"octoperf\"\n"
    "A flag wins over the environment, and that over the file. Secrets are read from files or the\n"
    "environment only.\n\n"
    "Examples:\n"
    "  octospira check --product PR:1 --recorder-url https://recorder.example.com\n"
    "  octospira launch --test-case TC:42 --product PR:1 --wait\n"
    "  octospira demo --package octospira-0.1-spira-9.3.spiraapp\n"
    "  octospira serve --spira-url https://mysite.spiraservice.net --spira-user octoperf\n"
    "  octospira package --unpack octospira-0.1-spira-9.3.spiraapp\n\n"
    "Exit codes: 0 done, 1 failed, 2 an argument or a setting is wrong; launch has more.";

}  // namespace

int report(const Error& error) {
    std::cerr << "octospira: " << sentence(error) << std::endl;
    const bool ours =
        error.kind == ErrorKind::invalid_input || error.kind == ErrorKind::not_configured;
    return ours ? kUsage : kFailed;
}

CLI::Validator duration() {
    const std::map<std::string, std::int64_t> units = {{"ms", 1}, {"s", 1000}, {"m", 60'000}};
    // Its own description, "INT DURATION", would stand behind the option's type.
    return CLI::AsNumberWithUnit(units, CLI::AsNumberWithUnit::UNIT_REQUIRED).description("");
}

std::unique_ptr<CLI::App> build_program(int& exit_code) {
    auto program = std::make_unique<CLI::App>(kAbout, "octospira");
    program->formatter(std::make_shared<Help>());  // the subcommands take it over
    program->footer(kMore);
    program->set_version_flag("--version", "octospira " OCTOSPIRA_VERSION,
                              "Print the version and exit");
    program->set_config("--config", "", "Read settings from this TOML or INI file")
        ->envname("OCTOSPIRA_CONFIG");
    program->allow_config_extras(CLI::config_extras_mode::error);
    program->require_subcommand(1);
    program->fallthrough();
    for (const auto add :
         {add_serve, add_launch, add_status, add_stop, add_record, add_check, add_deliveries,
          add_replay, add_package, add_simulate, add_demo, add_bench, add_completion, add_manual}) {
        add(*program, exit_code);
    }
    return program;
}

int run(int argc, const char* const* argv) {
    int exit_code = kDone;
    const auto program = build_program(exit_code);
    try {
        program->parse(argc, argv);
    } catch (const CLI::RequiredError& error) {
        // "A subcommand is required" does not help who has mistyped one.
        const std::string_view first = argc > 1 ? argv[1] : "";
        if (!first.empty() && first.front() != '-' && program->get_subcommands().empty()) {
            std::cerr << "octospira: there is no command \"" << first
                      << "\". Run octospira --help for the commands.\n";
            return kUsage;
        }
        return program->exit(error) == 0 ? kDone : kUsage;
    } catch (const CLI::ParseError& error) {
        return program->exit(error) == 0 ? kDone : kUsage;
    }
    return exit_code;
}

}  // namespace octospira::cli
