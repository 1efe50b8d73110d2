#include "native/cli/commands/delivery_actions.hpp"

#include <pwd.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>

#include "core/base/optional_id.hpp"
#include "core/base/text.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/settings/artifact.hpp"
#include "native/cli/text/output.hpp"

namespace octospira::cli {

namespace {

constexpr std::size_t kLongestReason = 500;

/// Who runs this: the user who called sudo, else the process's own.
std::string user_name() {
    if (const char* const caller = std::getenv("SUDO_USER"); caller != nullptr) return caller;
    const passwd* const entry = ::getpwuid(::getuid());
    return entry == nullptr ? std::string() : entry->pw_name;
}

int usage(const std::string& message, const std::string& advice) {
    return report({ErrorKind::invalid_input, message, advice, {}});
}

/// The product of the launch or of an earlier attempt.
std::optional<ProductId> known_product(const recorder::DeliveryDetail& story) {
    if (story.launch) return story.launch->product;
    return maybe_id<ProductId>(story.row.product);
}

Result<ProductId> product_for(const recorder::DeliveryDetail& story, const std::string& given) {
    if (!given.empty()) return parse_artifact<ProductId>("PR", given);
    if (const auto product = known_product(story)) return *product;
    return failure(ErrorKind::invalid_input,
                   "The product of delivery " + std::to_string(story.row.id) + " is not known.",
                   "Give the test case's product with --product PR:1.");
}

/// The error's exit code, or the rest of what is to be done with the open journal.
template <class Work>
int in_journal(const JournalSettings& settings, Work work) {
    const auto open = open_journal(settings);
    return open ? work(*open->journal) : report(open.error());
}

int retry_all(const JournalSettings& settings, recorder::Journal& journal) {
    const auto due = journal.retry_now(std::nullopt, wall_clock_now());
    if (!due) return report(due.error());
    if (is_json(settings.output)) {
        print_json(Json{{"retried", *due}});
    } else {
        print((*due == 0 ? "Nothing is waiting." : std::to_string(*due) + " due now.") +
              " A running recorder ends its pauses.");
    }
    return kDone;
}

/// Does it with each and tells how it went. `change` returns whether it has changed anything.
template <class Change>
int with_each(const JournalSettings& settings, recorder::Journal& journal,
              const std::vector<std::int64_t>& ids, const Told& words, std::string_view needs,
              Change change) {
    int code = kDone;
    for (const std::int64_t id : ids) {
        const Result<bool> changed = change(id);
        if (!changed) return report(changed.error());
        Result<std::string> why = std::string();
        if (!*changed) why = why_not(id, journal, needs);
        if (!why) return report(why.error());
        tell(settings, id, words, *why);
        if (!why->empty()) code = kFailed;
    }
    return code;
}

}  // namespace

EpochMs wall_clock_now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

void tell(const JournalSettings& settings, std::int64_t id, const Told& words,
          const std::string& why) {
    if (is_json(settings.output)) {
        Json line{{"id", id}, {std::string(words.key), why.empty()}};
        if (!why.empty()) line["why"] = why;
        return print_json(line);
    }
    const std::string name = "Delivery " + std::to_string(id);
    print(why.empty() ? concat({name, " ", words.done, "."}) : concat({name, ": ", why, "."}));
}

Result<std::string> why_not(std::int64_t id, recorder::Journal& journal, std::string_view needs) {
    const auto story = journal.find(id);
    if (!story) return tl::unexpected(story.error());
    if (!*story) return std::string("there is no delivery with that number");
    return concat({"it is ", recorder::to_string((*story)->row.state), "; ", needs});
}

int dismiss(const JournalSettings& settings, const DismissSettings& what) {
    const std::string reason = redact(cut_utf8(collapse_blanks(what.reason), kLongestReason));
    if (reason.empty()) {
        return usage("The reason is empty.", "Give the reason with --reason.");
    }
    return in_journal(settings, [&](recorder::Journal& journal) {
        return with_each(settings, journal, what.ids, {"dismissed", "is dismissed"},
                         "only dead or conflicting ones can be dismissed", [&](std::int64_t id) {
                             return journal.dismiss(id, {reason, user_name()}, wall_clock_now());
                         });
    });
}

int assign(const JournalSettings& settings, const AssignSettings& what) {
    const auto test_case = parse_artifact<TestCaseId>("TC", what.test_case);
    if (!test_case) return report(test_case.error());
    return in_journal(settings, [&](recorder::Journal& journal) {
        const auto story = journal.find(what.id);
        if (!story) return report(story.error());
        if (!*story) {
            tell(settings, what.id, {"assigned", ""}, "there is no delivery with that number");
            return static_cast<int>(kFailed);
        }
        const auto product = product_for(**story, what.product);
        if (!product) return report(product.error());
        const std::string done =
            concat({"will be recorded in TC:", test_case->text(), " of PR:", product->text()});
        return with_each(settings, journal, {what.id}, {"assigned", done},
                         "only one with a verdict that is neither recorded nor in conflict can be "
                         "assigned",
                         [&](std::int64_t id) {
                             return journal.assign(id, *product, *test_case, wall_clock_now());
                         });
    });
}

int retry(const JournalSettings& settings, const RetrySettings& what) {
    if (what.all == !what.ids.empty()) {
        return usage("Nothing to retry: give delivery numbers or --all.", "");
    }
    return in_journal(settings, [&](recorder::Journal& journal) {
        if (what.all) return retry_all(settings, journal);
        return with_each(
            settings, journal, what.ids, {"retried", "is due now"},
            "only waiting ones can be retried now", [&](std::int64_t id) {
                return journal.retry_now(id, wall_clock_now()).map([](int n) { return n > 0; });
            });
    });
}

}  // namespace octospira::cli
