#include <chrono>
#include <cstdint>
#include <iostream>
#include <memory>
#include <utility>
#include <vector>

#include "native/cli/commands.hpp"
#include "native/cli/journal_access.hpp"
#include "native/cli/output.hpp"
#include "native/cli/terminal.hpp"

namespace octospira::cli {

namespace {

struct ReplaySettings {
    JournalSettings journal;
    std::vector<std::int64_t> ids;
    bool all = false;
    bool yes = false;
};

constexpr const char* kAbout =
    "Have notifications that were given up, or are in conflict, delivered to Spira again.";

constexpr const char* kMore =
    "Mend the cause first. Nothing is recorded twice: the recorder looks in its ledger and in\n"
    "Spira before it records. It takes them up within seconds if it runs, else when it starts.\n\n"
    "Examples:\n"
    "  octospira replay 42 43\n"
    "  octospira replay --all --yes\n\n"
    "Exit codes: 0 all of them are due again, 1 failed or some are not, 2 an argument is wrong.";

EpochMs now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

int replay_all(const ReplaySettings& settings, recorder::Journal& journal) {
    const auto tally = journal.tally();
    if (!tally) return report(tally.error());
    if (tally->dead > 0 && !settings.yes) {
        const auto answer =
            ask_yes_no("Deliver all " + std::to_string(tally->dead) + " that were given up again?");
        if (answer && !*answer) {
            std::cerr << "Nothing was changed.\n";
            return kFailed;
        }
    }
    const auto replayed = journal.replay(std::nullopt, now());
    if (!replayed) return report(replayed.error());
    if (is_json(settings.journal.output)) {
        print_json(Json{{"replayed", *replayed}});
    } else {
        print(*replayed == 0 ? "Nothing was given up."
                             : std::to_string(*replayed) + " will be delivered again.");
    }
    return kDone;
}

/// Empty when it is due again; else why it is not.
Result<std::string> replay_one(std::int64_t id, recorder::Journal& journal) {
    const auto replayed = journal.replay(id, now());
    if (!replayed) return tl::unexpected(replayed.error());
    if (*replayed > 0) return std::string();
    const auto story = journal.find(id);
    if (!story) return tl::unexpected(story.error());
    if (!*story) return std::string("there is none of that number");
    return std::string("it is ") + recorder::to_string((*story)->row.state) +
           ", not dead or conflict";
}

int replay_some(const ReplaySettings& settings, recorder::Journal& journal) {
    int code = kDone;
    for (const std::int64_t id : settings.ids) {
        const auto why = replay_one(id, journal);
        if (!why) return report(why.error());
        if (is_json(settings.journal.output)) {
            Json line{{"id", id}, {"replayed", why->empty()}};
            if (!why->empty()) line["why"] = *why;
            print_json(line);
        } else {
            print("Delivery " + std::to_string(id) +
                  (why->empty() ? " will be delivered again." : ": " + *why + "."));
        }
        if (!why->empty()) code = kFailed;
    }
    return code;
}

int replay(const ReplaySettings& settings) {
    if (settings.all == !settings.ids.empty()) {
        return report({ErrorKind::invalid_input,
                       "It is not said what to deliver again.",
                       "Give either numbers of deliveries or --all.",
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
    command->add_option("ID", settings->ids, "Numbers of deliveries, as octospira deliveries has")
        ->check(CLI::PositiveNumber);
    command->add_flag("--all", settings->all, "All that were given up (dead)");
    command->add_flag("--yes", settings->yes, "Do not ask");
    add_journal_options(*command, settings->journal);
    command->callback([settings, &exit_code] { exit_code = replay(*settings); });
}

}  // namespace octospira::cli
