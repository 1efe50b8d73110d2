#include <memory>
#include <utility>

#include "core/flows/engine/conversation.hpp"
#include "core/flows/follow/follow.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/commands/session.hpp"
#include "native/cli/settings/operator.hpp"
#include "native/cli/text/progress.hpp"
#include "native/host/run_for.hpp"

namespace octospira::cli {

namespace {

struct StatusSettings {
    AccessSettings access;
    std::string target;
    bool follow = false;
    bool caution = false;
    std::int64_t every_ms = 0;
    std::string output;
};

constexpr const char* kAbout =
    "Show the status of a test case's last load test or of a bench result.";

constexpr const char* kMore =
    "Examples:\n"
    "  octospira status TC:42 --product PR:1\n"
    "  octospira status lUig7oEBrZGjujUFtpV_ --output json\n\n"
    "Exit codes: 0 shown, whatever the verdict is, 1 not found or not readable, 2 a setting is "
    "wrong.";

Json document(const flows::LastRun& run, const Look& look, const Judgement& judgement) {
    Json json = object({{"benchResultId", run.id->text()}, {"scenario", run.scenario}});
    if (run.test_case) {
        json["productId"] = run.event.product.value();
        json["testCaseId"] = run.test_case->id().value();
        json["testCaseUrl"] = flows::test_case_url(run.event, run.test_case->id());
    }
    json["ended"] = look.ended;
    json["verdict"] = look.ended ? Json(to_string(judgement.verdict)) : Json(nullptr);
    json.update(to_json(look));
    json["reportUrl"] = or_null(run.report_url());
    return json;
}

std::string text(const flows::LastRun& run, const Look& look, const Judgement& judgement) {
    std::string lines;
    const auto add = [&lines](std::string_view name, const std::string& value) {
        if (value.empty()) return;
        const std::string blanks(name.size() < 10 ? 10 - name.size() : 0, ' ');
        lines += concat({lines.empty() ? "" : "\n", name, blanks, "  ", shown_safely(value)});
    };
    if (look.ended) {
        lines = summary(run.scenario, judgement, look);
    } else {
        add("Scenario", in_quotes(run.scenario));
        add("State", look.sentence + " (" + look.state + ")");
        if (look.percent) add("Progress", format_number(*look.percent, 0) + " %");
        add("Elapsed", duration_text(look.elapsed_ms));
        add("Figures", figures_text(look));
    }
    add("Trouble", look.trouble);
    add("Result", run.id->text());
    if (run.test_case) add("Test case", flows::test_case_url(run.event, run.test_case->id()));
    add("Report", run.report_url());
    return lines;
}

int status(const StatusSettings& settings) {
    Complaints complaints;
    Access access = read_access(settings.access, {false, true}, complaints);
    const Target target = read_target(settings.target, access, complaints);
    if (const auto fine = complaints.end(); !fine) return report(fine.error());
    Session session(std::move(access), false);
    const FoundRun found = find_run(session, target);
    if (!found) return session.report_end(found.error());
    const flows::LastRunPtr& run = *found;

    const bool json = is_json(settings.output);
    Progress progress(json);
    WatchHow how;
    how.once = !settings.follow;
    if (settings.follow) {
        how = progress.how(settings.every_ms > 0
                               ? std::optional(std::chrono::milliseconds(settings.every_ms))
                               : std::nullopt);
    }
    Watch watch(session.host, run, std::move(how));
    const auto followed = host::run_for<flows::Followed>(
        [&run](auto next) { return flows::follow(run, {}, next); }, watch);
    progress.erase();
    if (!followed) return session.report_end(followed.error());
    const Look& look = watch.look();
    const Judgement judgement = judge(*run, look, settings.caution);
    if (json) {
        print_json(document(*run, look, judgement));
    } else {
        print_painted(text(*run, look, judgement));
    }
    return kDone;
}

}  // namespace

void add_status(CLI::App& program, int& exit_code) {
    auto settings = std::make_shared<StatusSettings>();
    CLI::App* const command = program.add_subcommand("status", kAbout);
    command->footer(kMore);
    command
        ->add_option("TARGET", settings->target,
                     "Test case (TC:42, its number or address) or bench result id")
        ->type_name("");
    command->add_flag("--follow", settings->follow, "Keep polling until it has ended");
    command
        ->add_flag("--caution-on-warnings", settings->caution,
                   "A passed test with warning alarms is Caution")
        ->envname("OCTOSPIRA_CAUTION_ON_WARNINGS");
    add_every_option(*command, settings->every_ms);
    add_output_option(*command, settings->output);
    add_access_options(*command, settings->access);
    command->callback([settings, &exit_code] { exit_code = status(*settings); });
}

}  // namespace octospira::cli
