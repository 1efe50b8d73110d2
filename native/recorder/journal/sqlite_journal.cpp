#include "native/recorder/journal/sqlite_journal.hpp"

#include "core/base/optional_id.hpp"
#include "native/recorder/journal/creation_time.hpp"
#include "native/recorder/journal/journal_rules.hpp"

namespace octospira::recorder {

namespace {

using sqlite::Statement;

constexpr const char* kSql[] = {
    /* kFindRun */
    "SELECT id, event, verdict FROM notifications WHERE made_ms = ?1 AND bench_result = ?2",
    /* kAddNotification */
    "INSERT INTO notifications (made_ms, bench_result, event, received_ms, body, build, reconciled,"
    " verdict, state, note, next_attempt_ms, changed_ms) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?4, ?4)",
    /* kAddLaunch */
    "INSERT INTO launches (bench_result, product, test_case, release, test_set, started_ms, user,"
    " report_url, next_poll_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT "
    "(bench_result) DO NOTHING",
    /* kWake */
    "UPDATE notifications SET state = 'pending', attempts = 0, next_attempt_ms = received_ms "
    "WHERE made_ms = ?1 AND bench_result = ?2 AND (state = 'pending' OR "
    "(state = 'dead' AND test_case IS NULL))",
    /* kDue */
    "SELECT id, bench_result, event, received_ms, body, build, attempts, second_verdict, "
    "changed_ms FROM notifications "
    "WHERE state = 'pending' AND next_attempt_ms <= ?1 ORDER BY next_attempt_ms, received_ms",
    /* kDueNewest */
    "SELECT id, bench_result, event, received_ms, body, build, attempts, second_verdict, "
    "changed_ms FROM notifications "
    "WHERE state = 'pending' AND next_attempt_ms <= ?1 AND next_attempt_ms = received_ms "
    "ORDER BY next_attempt_ms DESC, received_ms DESC",
    /* kNextDue */
    "SELECT min(next_attempt_ms) FROM notifications "
    "WHERE state = 'pending' AND next_attempt_ms > ?1",
    /* kFinish */
    "UPDATE notifications SET state = ?2, attempts = ?3, next_attempt_ms = ?4, changed_ms = ?5, "
    "note = ?6, details = ?7, product = ifnull(?8, product), test_case = ifnull(?9, test_case), "
    "test_run = ifnull(?10, test_run), execution_status = ifnull(?11, execution_status) "
    "WHERE id = ?1 AND state = 'pending'",
    /* kChanged */ "SELECT changed_ms FROM notifications WHERE id = ?1",
    /* kAddAttempt */
    "INSERT INTO attempts (notification, number, at_ms, took_ms, state, note, answer) VALUES "
    "(?1, (SELECT ifnull(max(number), 0) + 1 FROM attempts WHERE notification = ?1), ?2, ?3, ?4, "
    "?5, ?6)",
    /* kLaunchOf */
    "SELECT bench_result, product, test_case, release, test_set, started_ms, user, report_url "
    "FROM launches WHERE bench_result = ?1",
    /* kPostsOf */ "SELECT key, value FROM ledger WHERE key >= ?1 AND key < ?2",
    /* kRecall */ "SELECT value FROM ledger WHERE key = ?1",
    /* kRemember */
    "INSERT INTO ledger (key, value) VALUES (?1, ?2) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    /* kForget */ "DELETE FROM ledger WHERE key = ?1",
};
static_assert(std::size(kSql) == SqliteJournal::kCountOfSql);

}  // namespace

std::optional<flows::Launch> launch_in(const Statement& row, int first) {
    const auto id = BenchResultId::parse(row.text(first));
    const auto product = ProductId::from(row.integer(first + 1));
    const auto test_case = TestCaseId::from(row.integer(first + 2));
    if (!id || !product || !test_case) return std::nullopt;
    flows::Launch launch{*id,
                         *product,
                         *test_case,
                         maybe_id<ReleaseId>(row.maybe_integer(first + 3)),
                         maybe_id<TestSetId>(row.maybe_integer(first + 4)),
                         row.integer(first + 5)};
    launch.user = row.text(first + 6);
    launch.report_url = row.text(first + 7);
    return launch;
}

Result<std::unique_ptr<Journal>> SqliteJournal::create(sqlite::Database database,
                                                       std::shared_ptr<SqliteShared> shared) {
    std::vector<Statement> statements;
    for (const char* sql : kSql) {
        auto statement = database.prepare(sql);
        if (!statement) return tl::unexpected(statement.error());
        statements.push_back(std::move(*statement));
    }
    return std::make_unique<SqliteJournal>(std::move(database), std::move(statements),
                                           std::move(shared));
}

Result<void> SqliteShared::usable() const {
    if (*damage) {
        return failure(ErrorKind::unavailable,
                       "The journal's file is damaged, so nothing can be accepted.",
                       "Stop the recorder, and restore the journal from a backup or save what can "
                       "be read with sqlite3's .recover.",
                       "journal");
    }
    return file.check();
}

Result<std::vector<Stored>> SqliteJournal::keep(const std::vector<Incoming>& arrivals) {
    if (auto usable = shared_->usable(); !usable) return tl::unexpected(usable.error());
    auto kept = keep_all(arrivals);
    if (!kept) return kept;
    // What went into a file that was removed meanwhile is not kept.
    if (auto there = shared_->usable(); !there) return tl::unexpected(there.error());
    return kept;
}

Result<std::vector<Stored>> SqliteJournal::keep_all(const std::vector<Incoming>& arrivals) {
    // A failure is no loss: the log goes on as it is.
    if (shared_->log_nearly_moved.exchange(false)) (void)database_.checkpoint();
    auto all = database_.in_transaction([&]() -> Result<std::vector<Stored>> {
        std::vector<Stored> kept;
        kept.reserve(arrivals.size());
        for (const Incoming& arrival : arrivals) {
            const auto* const launch = std::get_if<NewLaunch>(&arrival);
            auto one = launch != nullptr ? keep_launch(*launch)
                                         : keep_notification(std::get<NewNotification>(arrival));
            if (!one) return tl::unexpected(std::move(one).error());
            kept.push_back(*one);
        }
        at_failpoint(shared_->at, "written");
        return kept;
    });
    // Again, for what was claimed between the row's change and the commit.
    for (std::size_t i = 0; all && i < arrivals.size(); ++i) {
        const auto* const launch = std::get_if<NewLaunch>(&arrivals[i]);
        if (launch == nullptr || (*all)[i].duplicate) continue;
        shared_->deliveries.wake(launch->launch.bench_result.text());
    }
    return all;
}

Result<Stored> SqliteJournal::keep_notification(const NewNotification& notification) {
    const std::int64_t made = creation_time(notification.bench_result);
    std::optional<std::int64_t> same;
    std::optional<FirstVerdict> first;
    const auto found = on(kFindRun)
                           .bind(1, made)
                           .bind_in_place(2, notification.bench_result)
                           .each([&](const Statement& row) {
                               const std::int64_t id = row.integer(0);
                               const auto verdict = row.maybe_integer(2);
                               if (row.text(1) == notification.event) same = id;
                               if (verdict && (!first || id < first->id)) first = {id, *verdict};
                           });
    if (!found) return tl::unexpected(found.error());
    if (same) return Stored{*same, true};
    const auto [state, note] = classify(notification, first);
    std::optional<std::int64_t> verdict;
    if (notification.verdict) verdict = *notification.verdict;
    auto added = on(kAddNotification)
                     .bind(1, made)
                     .bind_in_place(2, notification.bench_result)
                     .bind_in_place(3, notification.event)
                     .bind(4, notification.received)
                     .bind_in_place(5, notification.body)
                     .bind(6, std::int64_t{notification.build})
                     .bind(7, std::int64_t{notification.reconciled})
                     .bind(8, verdict)
                     .bind_in_place(9, to_string(state))
                     .bind_in_place(10, note)
                     .run();
    if (!added) return tl::unexpected(added.error());
    return Stored{database_.last_id(), false, state};
}

Result<Stored> SqliteJournal::keep_launch(const NewLaunch& arrival) {
    const flows::Launch& launch = arrival.launch;
    auto added = on(kAddLaunch)
                     .bind(1, launch.bench_result.text())
                     .bind(2, std::int64_t{launch.product.value()})
                     .bind(3, std::int64_t{launch.test_case.value()})
                     .bind(4, number_of(launch.release))
                     .bind(5, number_of(launch.test_set))
                     .bind(6, launch.started)
                     .bind(7, launch.user)
                     .bind(8, launch.report_url)
                     .bind(9, arrival.next_poll)
                     .run();
    if (!added) return tl::unexpected(added.error());
    if (database_.changes() == 0) {
        return launch_of(launch.bench_result.text()).map([&](const auto& there) {
            return launched_before(arrival, there ? there->test_case : launch.test_case);
        });
    }
    auto woken = on(kWake)
                     .bind(1, creation_time(launch.bench_result.text()))
                     .bind(2, launch.bench_result.text())
                     .run();
    if (!woken) return tl::unexpected(woken.error());
    shared_->deliveries.wake(launch.bench_result.text());
    return Stored{};
}

Result<std::optional<flows::Launch>> SqliteJournal::launch_of(const std::string& bench_result) {
    std::optional<flows::Launch> launch;
    const auto read = on(kLaunchOf).bind(1, bench_result).each([&launch](const Statement& row) {
        launch = launch_in(row, 0);
    });
    if (!read) return tl::unexpected(read.error());
    return launch;
}

Result<LedgerEntries> SqliteJournal::posts_of(const std::string& bench_result) {
    LedgerEntries entries;
    const auto [first, end] = run_keys(bench_result);
    const auto read = on(kPostsOf).bind(1, first).bind(2, end).each(
        [&entries](const Statement& row) { entries.emplace_back(row.text(0), row.text(1)); });
    if (!read) return tl::unexpected(read.error());
    return entries;
}

Result<std::optional<std::string>> SqliteJournal::recall(const std::string& key) {
    std::optional<std::string> value;
    const auto read =
        on(kRecall).bind(1, key).each([&value](const Statement& row) { value = row.text(0); });
    if (!read) return tl::unexpected(read.error());
    return value;
}

Result<void> SqliteJournal::remember(const std::string& key,
                                     const std::optional<std::string>& value) {
    if (!value) return on(kForget).bind(1, key).run();
    return on(kRemember).bind(1, key).bind(2, *value).run();
}

Result<bool> SqliteJournal::keep_intent(const RunIntent& intent) {
    return database_.in_transaction([&]() -> Result<bool> {
        const auto launch = launch_of(intent.bench_result);
        if (!launch) return tl::unexpected(launch.error());
        if (test_case_of(*launch) != intent.launched) return false;
        return remember(intent.key, intent.text).map([] { return true; });
    });
}

}  // namespace octospira::recorder
