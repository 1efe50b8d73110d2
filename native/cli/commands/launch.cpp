#include <memory>
#include <utility>

#include "native/cli/commands.hpp"
#include "native/cli/commands/launching.hpp"
#include "native/cli/settings/operator.hpp"

namespace octospira::cli {

namespace {

constexpr const char* kAbout =
    "Start a load test from a test case, follow it to its end and record its result.";

constexpr const char* kMore =
    "Without --detach it waits: a progress bar on a terminal, JSON lines elsewhere, an exit code "
    "by\nverdict. When interrupted (Ctrl+C), it stops the test before it exits. With "
    "--recorder-url the\n"
    "launch is registered with the recorder, which records the result; without, this command\n"
    "does.\n\n"
    "A start uses OctoPerf credits and is never repeated. When its outcome is unknown, the exit "
    "code is 6\n"
    "and the next launch asks first.\n\n"
    "Examples:\n"
    "  octospira launch TC:42 --product PR:1\n"
    "  octospira launch TC:42 --scenario aKpHtoYBUDjbSvwJg3Vu --release RL:3 --wait\n"
    "  octospira launch https://mysite.spiraservice.net/1/TestCase/42.aspx --detach\n\n"
    "Exit codes: 0 passed (or started, with --detach), 1 not started, 2 a setting is wrong,\n"
    "3 failed, 4 aborted or could not be run, 5 caution, 6 unknown, 7 passed but not recorded,\n"
    "130 interrupted and stopped.";

int launch(const LaunchSettings& settings) {
    Complaints complaints;
    Access access = read_access(settings.access, {true, true}, complaints);
    const std::string& named = settings.target.empty() ? settings.test_case : settings.target;
    if (!settings.target.empty() && !settings.test_case.empty()) {
        complaints.wrong({ErrorKind::invalid_input, "The test case is given twice.",
                          "Leave --test-case out.", ""});
    }
    const auto test_case = read_test_case(named, access, complaints);
    const auto release = read_release(settings.release, complaints);
    if (const auto fine = complaints.end(); !fine) return report(fine.error());
    Session session(std::move(access), settings.yes);
    return run_launch(settings, session, *test_case, release);
}

}  // namespace

void add_launch(CLI::App& program, int& exit_code) {
    auto settings = std::make_shared<LaunchSettings>();
    CLI::App* const command = program.add_subcommand("launch", kAbout);
    command->footer(kMore);
    command
        ->add_option("TEST_CASE", settings->target,
                     "Test case: TC:42, its number, or its address in Spira")
        ->type_name("");
    command->add_option("--test-case", settings->test_case, "The same, as an option")
        ->type_name("TC:N");
    command
        ->add_option("--scenario", settings->scenario,
                     "OctoPerf scenario, its id or address; default: the test case's")
        ->type_name("ID|URL");
    command
        ->add_option("--release", settings->release,
                     "Release to record the result against, e.g. RL:3; 0: none")
        ->envname("OCTOSPIRA_RELEASE")
        ->type_name("RL:N");
    CLI::Option* const wait =
        command->add_flag("--wait", settings->wait, "Follow the test to its end (the default)");
    command->add_flag("--detach", settings->detach, "Start it and leave it running")
        ->excludes(wait);
    command->add_flag("--no-record", settings->no_record, "Do not record the result in Spira");
    command
        ->add_flag("--caution-on-warnings", settings->caution,
                   "A passed test with warning alarms is Caution")
        ->envname("OCTOSPIRA_CAUTION_ON_WARNINGS");
    command->add_flag("-y,--yes", settings->yes,
                      "Answer yes to every question, e.g. while its last test is still running");
    add_every_option(*command, settings->every_ms);
    add_output_option(*command, settings->output, true);
    add_access_options(*command, settings->access);
    command->callback([settings, &exit_code] { exit_code = launch(*settings); });
}

}  // namespace octospira::cli
