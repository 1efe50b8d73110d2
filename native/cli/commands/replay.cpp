#include <cstdint>
#include <iostream>
#include <memory>
#include <vector>

#include "native/cli/commands.hpp"
#include "native/cli/commands/delivery_actions.hpp"
#include "native/cli/settings/journal_access.hpp"
#include "native/cli/text/output.hpp"
#include "native/cli/text/terminal.hpp"
#include "native/recorder/status/second_run.hpp"

namespace octospira::cli {

namespace {

struct ReplaySettings {
    JournalSettings journal;
    std::vector<std::int64_t> ids;
    bool all = false;
    bool yes = false;
};

constexpr const char* kAbout =
    "Deliver notifications to Spira again that were given up or are in conflict.";

constexpr const char* kMore =
    "Fix the cause first. Nothing is recorded twice: the recorder looks in its ledger and in\n"
    "Spira before it records. A running recorder delivers them within seconds, a stopped one when "
    "it starts.\n"
    "One in conflict adds a second test run with its own verdict to the test case: it asks before "
    "that, and without a terminal it needs --yes.\n\n"
    "Examples:\n"
    "  octospira replay 42 43\n"
    "  octospira replay --all --yes\n\n"
    "Exit codes: 0 all will be delivered again, 1 failed or some will not, 2 an argument is wrong.";

int replay_all(const ReplaySettings& settings, recorder::Journal& journal) {
    const auto tally = journal.state_counts();
    if (!tally) return report(tally.error());
    if (tally->dead > 0 && !settings.yes) {
        const auto answer = ask_yes_no("Deliver all " + std::to_string(tally->dead) +
                                       " given-up deliveries again?");
        if (answer && !*answer) {
            std::cerr << "Nothing was changed.\n";
            return kFailed;
        }
    }
    const auto replayed = journal.replay(std::nullopt, wall_clock_now());
    if (!replayed) return report(replayed.error());
    if (is_json(settings.journal.output)) {
        print_json(Json{{"replayed", *replayed}});
    } else {
        print(*replayed == 0 ? "There are no dead deliveries."
                             : std::to_string(*replayed) + " will be delivered again.");
    }
    return kDone;
}

/// Empty when a second test run may be added, or none would be; else why not.
Result<std::string> refusal(std::int64_t id, const ReplaySettings& settings,
                            recorder::Journal& journal) {
    if (settings.yes) return std::string();
    const auto story = journal.find(id);
    if (!story) return tl::unexpected(story.error());
    if (!*story) return std::string();
    const auto question = recorder::status::second_run_question((*story)->row, journal);
    if (!question) return tl::unexpected(question.error());
    if (question->empty()) return std::string();
    const auto answer = ask_yes_no(*question);
    if (answer && *answer) return std::string();
    if (answer) return std::string("nothing was changed");
    return "it would add a second test run: " + *question + " Give --yes";
}

/// Empty when it is due again; else why it is not.
Result<std::string> replay_one(std::int64_t id, const ReplaySettings& settings,
                               recorder::Journal& journal) {
    auto refused = refusal(id, settings, journal);
    if (!refused || !refused->empty()) return refused;
    const auto replayed = journal.replay(id, wall_clock_now());
    if (!replayed) return tl::unexpected(replayed.error());
    if (*replayed > 0) return std::string();
    return why_not(id, journal, "only dead, conflicting or dismissed ones can be replayed");
}

int replay_some(const ReplaySettings& settings, recorder::Journal& journal) {
    int code = kDone;
    for (const std::int64_t id : settings.ids) {
        const auto why = replay_one(id, settings, journal);
        if (!why) return report(why.error());
        tell(settings.journal, id, {"replayed", "will be delivered again"}, *why);
        if (!why->empty()) code = kFailed;
    }
    return code;
}

int replay(const ReplaySettings& settings) {
    if (settings.all == !settings.ids.empty()) {
        return report({ErrorKind::invalid_input,
                       "Nothing to replay: give delivery numbers or --all.",
                       "",
                       {}});
    }
    const auto open = open_journal(settings.journal);
    if (!open) return report(open.error());
    return settings.all ? replay_all(settings, *open->journal)
                        : replay_some(settings, *open->journal);
}

}  // namespace

void add_replay(CLI::App& program, int& exit_code) {
    auto settings = std::make_shared<ReplaySettings>();
    CLI::App* const command = program.add_subcommand("replay", kAbout);
    command->footer(kMore);
    command->add_option("ID", settings->ids, "Delivery numbers, as listed by octospira deliveries")
        ->check(CLI::PositiveNumber);
    command->add_flag("--all", settings->all, "All dead ones");
    command->add_flag("--yes", settings->yes, "Do not ask");
    add_journal_options(*command, settings->journal);
    command->callback([settings, &exit_code] { exit_code = replay(*settings); });
}

}  // namespace octospira::cli
