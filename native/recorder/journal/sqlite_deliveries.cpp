#include <algorithm>

#include "native/recorder/journal/journal_rules.hpp"
#include "native/recorder/journal/sqlite_journal.hpp"

namespace octospira::recorder {

using sqlite::Statement;
using std::chrono::milliseconds;

Result<std::optional<Pending>> SqliteJournal::claim(EpochMs now, std::chrono::milliseconds lease) {
    return claim_of(kDue, now, lease);
}

Result<std::optional<Pending>> SqliteJournal::claim_newest(EpochMs now,
                                                           std::chrono::milliseconds lease) {
    return claim_of(kDueNewest, now, lease);
}

Result<std::optional<Pending>> SqliteJournal::claim_of(Sql sql, EpochMs now,
                                                       std::chrono::milliseconds lease) {
    Statement& due = on(sql);
    due.bind(1, now);
    while (true) {
        const auto row = due.step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return std::optional<Pending>();
        const std::int64_t id = due.integer(0);
        std::string bench_result = due.text(1);
        if (!shared_->deliveries.take(bench_result, id, lease)) continue;
        Pending pending{id,
                        std::move(bench_result),
                        due.text(2),
                        due.integer(3),
                        due.text(4),
                        due.integer(5) != 0,
                        static_cast<int>(due.integer(6)),
                        due.integer(7) != 0,
                        due.integer(8)};
        due.reset();
        return std::optional(std::move(pending));
    }
}

Result<void> SqliteJournal::renew(const std::vector<std::int64_t>& ids,
                                  std::chrono::milliseconds lease) {
    shared_->deliveries.renew(ids, lease);
    return {};
}

Result<void> SqliteJournal::give_back(std::int64_t id) {
    shared_->deliveries.give_back(id);
    return {};
}

Result<void> SqliteJournal::finish(const Finished& finished) {
    if (!shared_->deliveries.has(finished.id)) return tl::unexpected(claim_lost(finished.id));
    auto written = database_.in_transaction([&]() -> Result<void> {
        EpochMs changed = 0;
        const auto read = on(kChanged).bind(1, finished.id).each([&changed](const Statement& row) {
            changed = row.integer(0);
        });
        if (!read) return read;
        return write_finished(
            as_decided(finished, changed, shared_->deliveries.woken(finished.id)));
    });
    const bool over = written || written.error().kind == ErrorKind::conflict;
    if (over) shared_->deliveries.give_back(finished.id);
    return written;
}

Result<void> SqliteJournal::write_finished(const Finished& finished) {
    auto updated = on(kFinish)
                       .bind(1, finished.id)
                       .bind(2, to_string(finished.state))
                       .bind(3, std::int64_t{finished.attempts})
                       .bind(4, finished.next_attempt)
                       .bind(5, finished.now)
                       .bind(6, finished.note)
                       .bind(7, finished.details)
                       .bind(8, finished.product)
                       .bind(9, finished.test_case)
                       .bind(10, finished.test_run)
                       .bind(11, finished.execution_status)
                       .run();
    if (!updated) return updated;
    if (database_.changes() == 0) return tl::unexpected(claim_lost(finished.id));
    return on(kAddAttempt)
        .bind(1, finished.id)
        .bind(2, finished.now)
        .bind(3, finished.milliseconds)
        .bind(4, to_string(finished.state))
        .bind(5, finished.note)
        .bind(6, finished.answer)
        .run();
}

Result<std::optional<EpochMs>> SqliteJournal::next_due(EpochMs now) {
    std::optional<EpochMs> next;
    const auto read = on(kNextDue).bind(1, now).each(
        [&next](const Statement& row) { next = row.maybe_integer(0); });
    if (!read) return tl::unexpected(read.error());
    return next;
}

Result<void> SqliteJournal::make_due(EpochMs now, std::chrono::milliseconds longest) {
    return database_.in_transaction([&]() -> Result<void> {
        auto due = database_.prepare(
            "UPDATE notifications SET next_attempt_ms = ?1 WHERE state = 'pending' AND "
            "next_attempt_ms > ?1 AND (next_attempt_ms > ?2 OR changed_ms > ?3)");
        if (!due) return tl::unexpected(due.error());
        auto done = due->bind(1, now)
                        .bind(2, now + longest.count())
                        .bind(3, now + milliseconds(kClockTolerance).count())
                        .run();
        if (!done) return done;
        return run(
            "UPDATE launches SET next_poll_ms = ?1 WHERE next_poll_ms > ?2", now,
            now + std::min<std::int64_t>(longest.count(), milliseconds(kLongestPoll).count()));
    });
}

Result<bool> SqliteJournal::lock(const std::string& name) {
    return shared_->deliveries.lock(name, this);
}

Result<void> SqliteJournal::unlock(const std::string& name) {
    shared_->deliveries.unlock(name, this);
    return {};
}

Result<void> SqliteJournal::renew_turns(milliseconds) {
    return {};  // they end with this process
}

Result<std::optional<Watched>> SqliteJournal::claim_launch(EpochMs now,
                                                           std::chrono::milliseconds lease) {
    // A verdict that has come meanwhile makes the question idle.
    auto told = run(
        "UPDATE launches SET next_poll_ms = NULL WHERE next_poll_ms <= ?1 AND EXISTS "
        "(SELECT 1 FROM notifications n WHERE n.made_ms = creation_time(launches.bench_result) AND "
        "n.bench_result = launches.bench_result AND n.verdict IS NOT NULL)",
        now);
    if (!told) return tl::unexpected(told.error());
    auto due = database_.prepare(
        "SELECT bench_result, product, test_case, release, test_set, started_ms, user, report_url, "
        "expected_ms FROM launches WHERE next_poll_ms <= ?1 ORDER BY next_poll_ms");
    if (!due) return tl::unexpected(due.error());
    due->bind(1, now);
    while (true) {
        const auto row = due->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return std::optional<Watched>();
        auto launch = launch_in(*due, 0);
        if (!launch || !shared_->launches.take(launch->bench_result.text(), 0, lease)) continue;
        return std::optional(Watched{std::move(*launch), due->maybe_integer(8)});
    }
}

Result<void> SqliteJournal::watch(const std::string& bench_result, std::optional<EpochMs> next_poll,
                                  std::optional<std::int64_t> expected_ms) {
    auto update = database_.prepare(
        "UPDATE launches SET next_poll_ms = ?2, expected_ms = ifnull(?3, expected_ms) "
        "WHERE bench_result = ?1");
    if (!update) return tl::unexpected(update.error());
    auto done = update->bind(1, bench_result).bind(2, next_poll).bind(3, expected_ms).run();
    if (done) shared_->launches.give_back(bench_result);
    return done;
}

Result<std::optional<EpochMs>> SqliteJournal::next_poll() {
    auto query =
        database_.prepare("SELECT min(next_poll_ms) FROM launches WHERE next_poll_ms IS NOT NULL");
    if (!query) return tl::unexpected(query.error());
    std::optional<EpochMs> next;
    auto read = query->each([&next](const Statement& row) { next = row.maybe_integer(0); });
    if (!read) return tl::unexpected(read.error());
    return next;
}

}  // namespace octospira::recorder
