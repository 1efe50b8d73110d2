#include <memory>
#include <utility>

#include "native/cli/commands.hpp"
#include "native/cli/commands/recording.hpp"
#include "native/cli/commands/session.hpp"
#include "native/cli/settings/operator.hpp"

namespace octospira::cli {

namespace {

struct RecordSettings {
    AccessSettings access;
    std::string target;
    std::string test_case;
    std::string release;
    bool wait = false;
    bool caution = false;
    std::int64_t every_ms = 0;
    std::string output;
};

constexpr const char* kAbout =
    "Record the result of a test case's last load test, or of a bench result, in Spira.";

constexpr const char* kMore =
    "Looks in Spira first: a result that a recorder, Spira's own webhook or an earlier call has\n"
    "recorded is not recorded again.\n\n"
    "Examples:\n"
    "  octospira record TC:42 --product PR:1\n"
    "  octospira record lUig7oEBrZGjujUFtpV_ --test-case TC:42 --product PR:1\n\n"
    "Exit codes: 0 it is recorded, 1 not recorded, 2 a setting is wrong.";

int record(const RecordSettings& settings) {
    Complaints complaints;
    Access access = read_access(settings.access, {true, true}, complaints);
    const Target target = read_target(settings.target, access, complaints);
    std::optional<NamedTestCase> test_case;
    if (!settings.test_case.empty())
        test_case = read_test_case(settings.test_case, access, complaints);
    if (target.test_case && test_case) {
        complaints.wrong({ErrorKind::invalid_input, "Two test cases are given.",
                          "--test-case says where a bench result belongs.", ""});
    }
    const auto release = read_release(settings.release, complaints);
    if (const auto fine = complaints.end(); !fine) return report(fine.error());

    Session session(std::move(access), false);
    const FoundRun found = find_run(session, target);
    if (!found) return session.report_end(found.error());
    const flows::LastRunPtr& run = *found;
    flows::PageEvent& event = run->event;
    event.caution_on_warnings = settings.caution;
    event.release = release;
    if (release) run->hint["releaseId"] = release->value();
    std::optional<TestCaseId> id;
    if (test_case) {
        event.product = *test_case->product;
        id = test_case->id;
    }
    if (!run->ended() && !settings.wait) {
        return report({ErrorKind::conflict, "The test is still running.",
                       "Wait for its end, or give --wait.", ""});
    }
    const bool json = is_json(settings.output);
    Progress progress(false);
    std::optional<std::chrono::milliseconds> every;
    if (settings.every_ms > 0) every = std::chrono::milliseconds(settings.every_ms);
    const Recorded recorded = record_result(session, run, id, progress, every);
    if (recorded.error) return session.report_end({"failed", recorded.error});
    if (json) {
        Json line = object({{"benchResultId", run->id->text()},
                            {"productId", event.product.value()},
                            {"testCaseId", run->test_case->id().value()}});
        line.update(to_json(recorded));
        print_json(line);
    } else {
        print(text_of(recorded));
    }
    return kDone;
}

}  // namespace

void add_record(CLI::App& program, int& exit_code) {
    auto settings = std::make_shared<RecordSettings>();
    CLI::App* const command = program.add_subcommand("record", kAbout);
    command->footer(kMore);
    command
        ->add_option("TARGET", settings->target,
                     "Test case (TC:42, its number or address) or bench result id")
        ->type_name("");
    command
        ->add_option("--test-case", settings->test_case,
                     "Test case of a bench result; default: the one that names it in "
                     "octoperf-benchresult-id")
        ->type_name("TC:N");
    command
        ->add_option("--release", settings->release,
                     "Release to record it against, e.g. RL:3; default: that of the launch")
        ->type_name("RL:N");
    command->add_flag("--wait", settings->wait, "Wait for a test that is still running");
    command
        ->add_flag("--caution-on-warnings", settings->caution,
                   "Record a passed test with warning alarms as Caution")
        ->envname("OCTOSPIRA_CAUTION_ON_WARNINGS");
    add_every_option(*command, settings->every_ms);
    add_output_option(*command, settings->output);
    add_access_options(*command, settings->access);
    command->callback([settings, &exit_code] { exit_code = record(*settings); });
}

}  // namespace octospira::cli
