#include "native/cli/commands/delivery_reports.hpp"

#include <iostream>

#include "core/base/text.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/commands/delivery_actions.hpp"
#include "native/cli/text/delivery_text.hpp"
#include "native/cli/text/output.hpp"
#include "native/recorder/status/delivery_json.hpp"

namespace octospira::cli {

namespace {

std::string cleared(std::string_view text) {
    return redact(text);
}

/// "PR:1 TC:42  aKpHtoYBUDjbSvwJg3Vu  started … due …  OVERDUE"
std::string line_of(const recorder::Expected& expected) {
    const flows::Launch& launch = expected.launch;
    const std::string due =
        expected.due ? "due " + local_time(*expected.due) : std::string("due at an unknown time");
    const std::string who = launch.user.empty() ? "" : " by " + printable_line(launch.user);
    return concat({"PR:", launch.product.text(), " TC:", launch.test_case.text(), "  ",
                   printable_line(launch.bench_result.text()), "  started ",
                   local_time(launch.started), who, ", ", due,
                   expected.overdue ? "  OVERDUE" : ""});
}

std::string text_of(const recorder::RefusedBody& refused) {
    const std::string cut = static_cast<std::int64_t>(refused.body.size()) < refused.bytes
                                ? concat({" (the first ", std::to_string(refused.body.size()),
                                          " of ", std::to_string(refused.bytes), " bytes)"})
                                : "";
    return concat({"Refused ", std::to_string(refused.id), "  ", local_time(refused.received),
                   "  from ", printable_line(refused.peer), cut, "\n  ",
                   printable_line(refused.reason), "\n  | ", printable_line(refused.body)});
}

}  // namespace

int list_expected(const JournalSettings& settings, int limit) {
    const auto open = open_journal(settings);
    if (!open) return report(open.error());
    const auto all = open->journal->expected(wall_clock_now(), limit);
    if (!all) return report(all.error());
    for (const recorder::Expected& one : *all) {
        is_json(settings.output) ? print_json(recorder::status::to_json(one, cleared))
                                 : print(line_of(one));
    }
    if (all->empty() && !is_json(settings.output)) std::cerr << "No result is expected.\n";
    return kDone;
}

int list_refused(const JournalSettings& settings, int limit) {
    const auto open = open_journal(settings);
    if (!open) return report(open.error());
    const auto all = open->journal->refused(limit);
    if (!all) return report(all.error());
    for (const recorder::RefusedBody& one : *all) {
        is_json(settings.output) ? print_json(recorder::status::to_json(one, cleared))
                                 : print(text_of(one));
    }
    if (all->empty() && !is_json(settings.output)) std::cerr << "Nothing was refused.\n";
    return kDone;
}

}  // namespace octospira::cli
