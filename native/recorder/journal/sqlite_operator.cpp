#include <algorithm>

#include "native/recorder/journal/creation_time.hpp"
#include "native/recorder/journal/sqlite_journal.hpp"

// What an operator decides, and what is kept for an operator alone.

namespace octospira::recorder {

using sqlite::Statement;

namespace {

constexpr int kMostRows = 1000;  ///< of one list

/// Runs a statement that changes rows; how many.
Result<int> changed_by(sqlite::Database& database, Statement& statement) {
    if (auto done = statement.run(); !done) return tl::unexpected(std::move(done).error());
    return database.changes();
}

}  // namespace

Result<int> SqliteJournal::replay(std::optional<std::int64_t> id, EpochMs now) {
    const std::string set =
        "UPDATE notifications SET state = 'pending', attempts = 0, next_attempt_ms = ?1, "
        "changed_ms = ?1, second_verdict = second_verdict OR state = 'conflict' OR "
        "(state = 'dismissed' AND dismissed_from = 'conflict') WHERE ";
    auto done = id ? run(set + "id = ?2 AND state IN ('dead', 'conflict', 'dismissed')", now, *id)
                   : run(set + "state = 'dead'", now);
    if (!done) return tl::unexpected(done.error());
    return database_.changes();
}

Result<int> SqliteJournal::retry_now(std::optional<std::int64_t> id, EpochMs now) {
    const std::string set =
        "UPDATE notifications SET next_attempt_ms = min(next_attempt_ms, received_ms, ?1) "
        "WHERE state = 'pending'";
    return database_.in_transaction([&]() -> Result<int> {
        auto done = id ? run(set + " AND id = ?2", now, *id) : run(set, now);
        if (!done) return tl::unexpected(done.error());
        const int rows = database_.changes();
        if (rows == 0 && id) return rows;  // "all" lifts pauses where nothing waits, too
        auto asked = database_.prepare(
            "INSERT INTO ledger (key, value) VALUES (?1, '1') "
            "ON CONFLICT (key) DO UPDATE SET value = value + 1");
        if (!asked) return tl::unexpected(asked.error());
        done = asked->bind(1, kRetryAsked).run();
        if (!done) return tl::unexpected(done.error());
        return rows;
    });
}

Result<bool> SqliteJournal::dismiss(std::int64_t id, const Dismissal& why, EpochMs now) {
    auto update = database_.prepare(
        "UPDATE notifications SET state = 'dismissed', dismissed_from = state, reason = ?2, "
        "reason_by = ?3, reason_ms = ?4, changed_ms = ?4 "
        "WHERE id = ?1 AND state IN ('dead', 'conflict')");
    if (!update) return tl::unexpected(update.error());
    update->bind(1, id).bind(2, why.reason).bind(3, why.by).bind(4, now);
    return changed_by(database_, *update).map([](int rows) { return rows > 0; });
}

Result<bool> SqliteJournal::assign(std::int64_t id, ProductId product, TestCaseId test_case,
                                   EpochMs now) {
    std::string bench_result;
    auto done = database_.in_transaction([&]() -> Result<bool> {
        auto update = database_.prepare(
            "UPDATE notifications SET state = 'pending', attempts = 0, next_attempt_ms = ?2, "
            "changed_ms = ?2, product = NULL, test_case = NULL WHERE id = ?1 AND "
            "verdict IS NOT NULL AND dismissed_from <> 'conflict' AND NOT second_verdict AND "
            "state IN ('pending', 'dead', 'dismissed', 'ignored') RETURNING bench_result");
        if (!update) return tl::unexpected(update.error());
        const auto read = update->bind(1, id).bind(2, now).each(
            [&](const Statement& row) { bench_result = row.text(0); });
        if (!read) return tl::unexpected(read.error());
        if (bench_result.empty()) return false;
        const auto posts = posts_of(bench_result);
        if (!posts) return tl::unexpected(posts.error());
        if (is_posting(*posts, now)) return tl::unexpected(being_recorded(id));
        auto launch = database_.prepare(
            "INSERT INTO launches (bench_result, product, test_case, started_ms) "
            "SELECT bench_result, ?2, ?3, received_ms FROM notifications WHERE id = ?1 "
            "ON CONFLICT (bench_result) DO UPDATE SET "
            "release = CASE WHEN product = excluded.product THEN release END, test_set = NULL, "
            "product = excluded.product, test_case = excluded.test_case");
        if (!launch) return tl::unexpected(launch.error());
        launch->bind(1, id).bind(2, std::int64_t{product.value()});
        launch->bind(3, std::int64_t{test_case.value()});
        if (auto kept = launch->run(); !kept) return tl::unexpected(std::move(kept).error());
        return true;
    });
    if (done && *done) shared_->deliveries.wake(bench_result);
    return done;
}

Result<bool> SqliteJournal::recognise(std::int64_t id, const Recognised& found, EpochMs now) {
    auto update = database_.prepare(
        "UPDATE notifications SET state = 'recorded', note = '', changed_ms = ?2, test_run = ?3, "
        "details = ?4, product = ifnull(?5, product), test_case = ifnull(?6, test_case), "
        "execution_status = ifnull(?7, execution_status) "
        "WHERE id = ?1 AND state IN ('dead', 'conflict')");
    if (!update) return tl::unexpected(update.error());
    update->bind(1, id).bind(2, now).bind(3, found.test_run).bind(4, found.details);
    update->bind(5, found.product).bind(6, found.test_case).bind(7, found.execution_status);
    return changed_by(database_, *update).map([](int rows) { return rows > 0; });
}

Result<std::vector<Expected>> SqliteJournal::expected(EpochMs now, int limit) {
    auto query = database_.prepare(
        "SELECT bench_result, product, test_case, release, test_set, started_ms, user, report_url, "
        "expected_ms FROM launches WHERE started_ms >= ?1 AND NOT EXISTS "
        "(SELECT 1 FROM notifications n WHERE n.made_ms = creation_time(launches.bench_result) AND "
        "n.bench_result = launches.bench_result AND n.verdict IS NOT NULL) "
        "ORDER BY started_ms DESC LIMIT ?2");
    if (!query) return tl::unexpected(query.error());
    query->bind(1, now - kExpectedFor).bind(2, std::int64_t{std::clamp(limit, 0, kMostRows)});
    std::vector<Expected> all;
    const auto read = query->each([&](const Statement& row) {
        if (auto launch = launch_in(row, 0)) {
            all.push_back(expected_of(std::move(*launch), row.maybe_integer(8), now));
        }
    });
    if (!read) return tl::unexpected(read.error());
    return all;
}

Result<void> SqliteJournal::keep_refused(const RefusedBody& refused, int limit) {
    return database_.in_transaction([&]() -> Result<void> {
        auto insert = database_.prepare(
            "INSERT INTO refused (received_ms, peer, reason, body, bytes) "
            "VALUES (?1, ?2, ?3, ?4, ?5)");
        if (!insert) return tl::unexpected(insert.error());
        insert->bind(1, refused.received).bind(2, refused.peer).bind(3, refused.reason);
        insert->bind(4, std::string_view(refused.body).substr(0, kLongestRefused));
        insert->bind(5, static_cast<std::int64_t>(refused.body.size()));
        if (auto kept = insert->run(); !kept) return kept;
        return run(
            "DELETE FROM refused WHERE id NOT IN (SELECT id FROM refused ORDER BY id DESC LIMIT "
            "?1)",
            limit);
    });
}

Result<std::vector<RefusedBody>> SqliteJournal::refused(int limit) {
    auto query = database_.prepare(
        "SELECT received_ms, peer, reason, body, id, bytes FROM refused ORDER BY id DESC LIMIT ?1");
    if (!query) return tl::unexpected(query.error());
    std::vector<RefusedBody> all;
    const auto read = query->bind(1, std::int64_t{std::clamp(limit, 0, kMostRows)})
                          .each([&](const Statement& at) {
                              all.push_back({at.integer(0), at.text(1), at.text(2), at.text(3),
                                             at.integer(4), at.integer(5)});
                          });
    if (!read) return tl::unexpected(read.error());
    return all;
}

}  // namespace octospira::recorder
