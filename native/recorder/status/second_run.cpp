#include "native/recorder/status/second_run.hpp"

#include "core/base/text.hpp"
#include "native/recorder/status/words.hpp"

namespace octospira::recorder::status {

namespace {

std::string verdict_name(const std::optional<std::int64_t>& status) {
    return status ? std::string(name_of_verdict(*status)) : "Another verdict";
}

/// Of the run's other notifications with a verdict: the one that was recorded, else the first.
std::optional<DeliverySummary> other_verdict(const DeliverySummary& row,
                                             const std::vector<DeliverySummary>& newest_first) {
    std::optional<DeliverySummary> other;
    for (const DeliverySummary& one : newest_first) {
        if (one.id == row.id || !one.verdict || one.verdict == row.verdict) continue;
        if (!other || other->state != State::recorded) other = one;
    }
    return other;
}

std::string question(const DeliverySummary& row, const DeliverySummary& other) {
    const std::string verdict = verdict_name(row.verdict);
    const std::string first =
        verdict_name(other.execution_status ? other.execution_status : other.verdict);
    if (other.state != State::recorded) {
        return concat({"Record ", verdict, "? The first verdict of this run, ", first,
                       " (delivery ", std::to_string(other.id), "), is not in Spira yet: it is ",
                       to_string(other.state), "."});
    }
    const std::string test_case =
        other.test_case ? "TC:" + std::to_string(*other.test_case) : "The test case";
    const std::string test_run =
        other.test_run ? concat({" (TR:", std::to_string(*other.test_run), ")"}) : "";
    return concat({"Record ", verdict, " as well? ", test_case, " has ", first, test_run,
                   " for this run; a second test run is added and the test case becomes ", verdict,
                   "."});
}

}  // namespace

Result<std::string> second_run_question(const DeliverySummary& row, Journal& journal) {
    // A dismissed one may have been in conflict.
    const bool may_be_second = row.state == State::conflict || row.state == State::dismissed;
    if (!may_be_second) return std::string();
    const auto rows = journal.list({std::nullopt, row.bench_result});
    if (!rows) return tl::unexpected(rows.error());
    const auto other = other_verdict(row, *rows);
    return other ? question(row, *other) : std::string();
}

}  // namespace octospira::recorder::status
