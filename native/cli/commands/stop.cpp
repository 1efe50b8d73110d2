#include "core/flows/follow/stop.hpp"

#include <memory>
#include <utility>

#include "core/flows/engine/conversation.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/commands/session.hpp"
#include "native/cli/settings/operator.hpp"
#include "native/cli/text/operator_words.hpp"
#include "native/cli/text/progress.hpp"

namespace octospira::cli {

namespace {

struct StopSettings {
    AccessSettings access;
    std::string target;
    bool yes = false;
    std::int64_t every_ms = 0;
    std::string output;
};

constexpr const char* kAbout = "Stop a test case's last load test, or a bench result.";

constexpr const char* kMore =
    "Asks first on a terminal, and does nothing elsewhere unless --yes is given. Then it waits, "
    "for "
    "two\nminutes at most, until OctoPerf says that the test has ended.\n\n"
    "Examples:\n"
    "  octospira stop TC:42 --product PR:1\n"
    "  octospira stop lUig7oEBrZGjujUFtpV_ --yes\n\n"
    "Exit codes: 0 it has ended, 1 not stopped, 2 a setting is wrong, 6 requested but not ended "
    "yet.";

int stop(const StopSettings& settings) {
    Complaints complaints;
    Access access = read_access(settings.access, {false, true}, complaints);
    const Target target = read_target(settings.target, access, complaints);
    if (const auto fine = complaints.end(); !fine) return report(fine.error());
    Session session(std::move(access), settings.yes);
    const FoundRun found = find_run(session, target);
    if (!found) return session.report_end(found.error());
    const flows::LastRunPtr& run = *found;

    const bool json = is_json(settings.output);
    Progress progress(false);
    WatchHow how = progress.how(std::nullopt);
    if (settings.every_ms > 0) how.every = std::chrono::milliseconds(settings.every_ms);
    if (json) how.looked = nullptr;
    Watch watch(session.host, run, std::move(how));
    const flows::Done end = host::run(flows::stop_found(run), watch);
    progress.erase();
    if (end.error || end.outcome == "cancelled" || session.interruption.raised())
        return session.report_end(end);
    if (json) {
        print_json(object({{"benchResultId", run->id->text()},
                           {"outcome", end.outcome},
                           {"state", run->result.state_text}}));
    } else if (session.host.message()) {
        print(in_operators_words(without_prefix(session.host.message()->text)));
    }
    return end.outcome == "stopping" ? kUnclear : kDone;
}

}  // namespace

void add_stop(CLI::App& program, int& exit_code) {
    auto settings = std::make_shared<StopSettings>();
    CLI::App* const command = program.add_subcommand("stop", kAbout);
    command->footer(kMore);
    command
        ->add_option("TARGET", settings->target,
                     "Test case (TC:42, its number or address) or bench result id")
        ->type_name("");
    command->add_flag("-y,--yes", settings->yes, "Do not ask");
    add_every_option(*command, settings->every_ms);
    add_output_option(*command, settings->output);
    add_access_options(*command, settings->access);
    command->callback([settings, &exit_code] { exit_code = stop(*settings); });
}

}  // namespace octospira::cli
