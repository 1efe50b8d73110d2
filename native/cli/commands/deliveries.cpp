#include <unistd.h>

#include <cstdint>
#include <iostream>
#include <memory>
#include <utility>

#include "core/base/text.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/commands/delivery_actions.hpp"
#include "native/cli/commands/delivery_reports.hpp"
#include "native/cli/settings/journal_access.hpp"
#include "native/cli/text/delivery_text.hpp"
#include "native/cli/text/output.hpp"
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
    DismissSettings dismiss = {};
    AssignSettings assign = {};
    RetrySettings retry = {};
};

constexpr const char* kAbout =
    "Inspect the recorder's journal: which deliveries are waiting, recorded or given up, and why. "
    "Dismiss, assign or retry deliveries.";

constexpr const char* kMore =
    "Works whether or not the recorder is running. Times are this machine's; in JSON they are "
    "UTC.\n\n"
    "Examples:\n"
    "  octospira deliveries --state dead\n"
    "  octospira deliveries show 42\n"
    "  octospira deliveries export > dead-letters.jsonl\n"
    "  octospira deliveries dismiss 42 --reason \"A rehearsal\"\n"
    "  octospira deliveries assign 42 TC:7 --product PR:1\n"
    "  octospira deliveries retry --all\n"
    "  octospira deliveries expected\n\n"
    "To deliver dead ones again, use octospira replay.";

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
        for (const recorder::DeliverySummary& row : *rows)
            print_json(status::to_json(row, cleared));
        return kDone;
    }
    if (rows->empty()) {
        const bool chosen = !settings.state.empty() || !settings.run.empty();
        std::cerr << (chosen ? "No delivery matches.\n" : "There are no deliveries.\n");
        return kDone;
    }
    std::vector<Listed> listed;
    status::Reports reports({});
    for (const recorder::DeliverySummary& row : *rows)
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
        for (const recorder::DeliverySummary& row : *rows) {
            const auto story = open->journal->find(row.id);
            if (!story) return report(story.error());
            if (*story) std::cout << to_text(status::to_json(**story, cleared)) << '\n';
        }
        query.before = rows->back().id;
    }
}

CLI::App* add_dismiss(CLI::App& deliveries, DismissSettings& settings) {
    CLI::App* const command = deliveries.add_subcommand(
        "dismiss", "Drop dead or conflicting deliveries: they are not recorded");
    command->add_option("ID", settings.ids, "Delivery numbers")
        ->required()
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--reason", settings.reason, "Reason; stored with your user name and the time")
        ->required()
        ->type_name("REASON");
    return command;
}

CLI::App* add_assign(CLI::App& deliveries, AssignSettings& settings) {
    CLI::App* const command =
        deliveries.add_subcommand("assign", "Deliver one to this test case now");
    command->add_option("ID", settings.id, "Delivery number")
        ->required()
        ->check(CLI::PositiveNumber);
    command->add_option("TEST_CASE", settings.test_case, "The test case: TC:42 or 42")->required();
    command
        ->add_option("--product", settings.product,
                     "The test case's product: PR:1 or 1; default: the launch's")
        ->type_name("PRODUCT");
    return command;
}

CLI::App* add_retry(CLI::App& deliveries, RetrySettings& settings) {
    CLI::App* const command = deliveries.add_subcommand("retry", "Deliver waiting ones now");
    command->add_option("ID", settings.ids, "Delivery numbers")->check(CLI::PositiveNumber);
    command->add_flag("--all", settings.all, "All waiting ones");
    return command;
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
                     "Only those in this state; default: all (export: dead)")
        ->type_name("STATE")
        ->check(CLI::IsMember({"pending", "recorded", "ignored", "conflict", "dead", "dismissed"}));
    command->add_option("--run", settings->run, "Only those of this bench result")->type_name("ID");
    command->add_option("--limit", settings->limit, "At most this many, newest first")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    const auto on = [settings, &exit_code](CLI::App* chosen, auto work) {
        chosen->callback([=, &exit_code] { exit_code = work(*settings); });
        return chosen;
    };
    on(command->add_subcommand("list", "List them (the default)"), list);
    on(command->add_subcommand("show", "Show one with all its attempts"), show)
        ->add_option("ID", settings->id, "Delivery number")
        ->required()
        ->check(CLI::PositiveNumber);
    on(command->add_subcommand("export", "Write all of them as JSON lines"), export_lines);
    on(command->add_subcommand("expected", "List launches that have no result yet"),
       [](const auto& all) { return list_expected(all.journal, all.limit); });
    on(command->add_subcommand("refused", "List bodies that could not be read, and why"),
       [](const auto& all) { return list_refused(all.journal, all.limit); });
    on(add_dismiss(*command, settings->dismiss),
       [](const auto& all) { return dismiss(all.journal, all.dismiss); });
    on(add_assign(*command, settings->assign),
       [](const auto& all) { return assign(all.journal, all.assign); });
    on(add_retry(*command, settings->retry),
       [](const auto& all) { return retry(all.journal, all.retry); });
    command->callback([command, settings, &exit_code] {
        if (command->get_subcommands().empty()) exit_code = list(*settings);
    });
}

}  // namespace octospira::cli
