#include <unistd.h>

#include <cstdint>
#include <iostream>
#include <memory>
#include <utility>

#include "core/base/text.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/delivery_text.hpp"
#include "native/cli/journal_access.hpp"
#include "native/cli/output.hpp"
#include "native/recorder/status/delivery_json.hpp"
#include "native/recorder/status/links.hpp"

namespace octospira::cli {

namespace {

namespace status = recorder::status;

constexpr int kPage = 500;  ///< read at once

struct DeliverySettings {
    JournalSettings journal;
    std::string state;
    std::string run;
    int limit = 50;
    std::int64_t id = 0;
};

constexpr const char* kAbout =
    "Look into the recorder's journal: what waits, what was recorded, what was given up and why.";

constexpr const char* kMore =
    "Works whether the recorder runs or not. Times are this machine's; in JSON they are UTC.\n\n"
    "Examples:\n"
    "  octospira deliveries --state dead\n"
    "  octospira deliveries show 42\n"
    "  octospira deliveries export > dead-letters.jsonl\n\n"
    "To have something delivered again: octospira replay.";

std::string cleared(std::string_view text) {
    return redact(text);
}

/// "" stands for `usual`; only names that exist come here.
std::optional<recorder::State> state_of(const DeliverySettings& settings,
                                        std::optional<recorder::State> usual) {
    return settings.state.empty() ? usual : recorder::state_from(settings.state);
}

int list(const DeliverySettings& settings) {
    const auto open = open_journal(settings.journal);
    if (!open) return report(open.error());
    const auto rows =
        open->journal->list({state_of(settings, std::nullopt), settings.run, 0, settings.limit});
    if (!rows) return report(rows.error());
    if (is_json(settings.journal.output)) {
        for (const recorder::Row& row : *rows) print_json(status::to_json(row, cleared));
        return kDone;
    }
    if (rows->empty()) {
        std::cerr << "There is no such delivery.\n";
        return kDone;
    }
    std::vector<Listed> listed;
    status::Reports reports({});
    for (const recorder::Row& row : *rows)
        listed.push_back({row, reports.of(row.id, *open->journal).name});
    std::cout << delivery_table(listed, terminal_of(STDOUT_FILENO));
    return kDone;
}

int show(const DeliverySettings& settings) {
    const auto open = open_journal(settings.journal);
    if (!open) return report(open.error());
    const auto story = open->journal->find(settings.id);
    if (!story) return report(story.error());
    if (!*story) {
        return report({ErrorKind::not_found,
                       "There is no delivery " + std::to_string(settings.id) + ".",
                       "octospira deliveries lists them.",
                       {}});
    }
    if (is_json(settings.journal.output)) {
        print_json(status::to_json(**story, cleared));
    } else {
        std::cout << delivery_story(**story, terminal_of(STDOUT_FILENO));
    }
    return kDone;
}

/// JSON lines, whatever the output is: for keeping, and for other programs.
int export_lines(const DeliverySettings& settings) {
    const auto open = open_journal(settings.journal);
    if (!open) return report(open.error());
    recorder::ListQuery query{state_of(settings, recorder::State::dead), settings.run, 0, kPage};
    for (;;) {
        const auto rows = open->journal->list(query);
        if (!rows) return report(rows.error());
        if (rows->empty()) return kDone;
        for (const recorder::Row& row : *rows) {
            const auto story = open->journal->find(row.id);
            if (!story) return report(story.error());
            if (*story) std::cout << to_text(status::to_json(**story, cleared)) << '\n';
        }
        query.before = rows->back().id;
    }
}

}  // namespace

void add_deliveries(CLI::App& program, int& exit_code) {
    auto settings = std::make_shared<DeliverySettings>();
    CLI::App* const command = program.add_subcommand("deliveries", kAbout);
    command->footer(kMore);
    command->require_subcommand(0, 1);
    add_journal_options(*command, settings->journal);
    command
        ->add_option("--state", settings->state,
                     "Only those in this state; export: dead ones, unless given")
        ->type_name("STATE")
        ->check(CLI::IsMember({"pending", "recorded", "ignored", "conflict", "dead"}));
    command->add_option("--run", settings->run, "Only those of this bench result")->type_name("ID");
    command->add_option("--limit", settings->limit, "At most so many, the newest first")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_subcommand("list", "List them (the default)");
    CLI::App* const show_command =
        command->add_subcommand("show", "Tell everything about one, with every attempt");
    show_command->add_option("ID", settings->id, "Its number")
        ->required()
        ->check(CLI::PositiveNumber);
    CLI::App* const export_command =
        command->add_subcommand("export", "Write all of them as JSON lines");
    command->callback([settings, show_command, export_command, &exit_code] {
        if (show_command->parsed()) {
            exit_code = show(*settings);
        } else if (export_command->parsed()) {
            exit_code = export_lines(*settings);
        } else {
            exit_code = list(*settings);
        }
    });
}

}  // namespace octospira::cli
