#include <algorithm>

#include "native/recorder/journal/list_filters.hpp"
#include "native/recorder/journal/sqlite_journal.hpp"

namespace octospira::recorder {

namespace {

using sqlite::Statement;

constexpr int kMostRows = 1000;  ///< of one list
constexpr std::chrono::seconds kLongestCheck(5);
/// About the longest notification that OctoPerf sends.
constexpr std::size_t kProbeBytes = 64 * 1024;

// The order of row_in().
constexpr const char* kRowColumns =
    "id, bench_result, event, state, received_ms, changed_ms, next_attempt_ms, attempts, build, "
    "reconciled, note, details, product, test_case, test_run, execution_status, verdict, "
    "second_verdict, reason, reason_by, reason_ms";

DeliverySummary row_in(const Statement& at) {
    return {at.integer(0),        at.text(1),
            at.text(2),           state_from(at.text(3)).value_or(State::dead),
            at.integer(4),        at.integer(5),
            at.integer(6),        static_cast<int>(at.integer(7)),
            at.integer(8) != 0,   at.integer(9) != 0,
            at.text(10),          at.text(11),
            at.maybe_integer(12), at.maybe_integer(13),
            at.maybe_integer(14), at.maybe_integer(15),
            at.maybe_integer(16), at.integer(17) != 0,
            at.text(18),          at.text(19),
            at.integer(20)};
}

std::string list_sql(const ListQuery& query) {
    std::string sql = std::string("SELECT ") + kRowColumns + " FROM notifications WHERE TRUE";
    // Spelled out, because the partial indexes are used only where the state is in the text.
    if (query.state) sql += std::string(" AND state = '") + to_string(*query.state) + "'";
    if (!query.bench_result.empty()) {
        sql += " AND made_ms = creation_time(?3) AND bench_result = ?3";
    }
    return sql +
           list_filters(query,
                        " FROM launches l WHERE l.bench_result = notifications.bench_result") +
           " AND (?1 = 0 OR id < ?1) ORDER BY id DESC LIMIT ?2";
}

}  // namespace

Result<void> SqliteJournal::run(std::string_view sql, std::int64_t first, std::int64_t second) {
    auto statement = database_.prepare(sql);
    if (!statement) return tl::unexpected(statement.error());
    statement->bind(1, first);
    if (sql.find("?2") != std::string_view::npos) statement->bind(2, second);
    return statement->run();
}

Result<StateCounts> SqliteJournal::state_counts() {
    StateCounts tally;
    // Each count has its partial index.
    auto query = database_.prepare(
        "SELECT (SELECT count(*) FROM notifications WHERE state = 'pending'), "
        "(SELECT count(*) FROM notifications WHERE state = 'recorded'), "
        "(SELECT count(*) FROM notifications WHERE state = 'ignored'), "
        "(SELECT count(*) FROM notifications WHERE state = 'conflict'), "
        "(SELECT count(*) FROM notifications WHERE state = 'dead'), "
        "(SELECT min(received_ms) FROM notifications INDEXED BY notifications_due "
        "WHERE state = 'pending'), "
        "(SELECT count(*) FROM notifications WHERE state = 'dismissed')");
    if (!query) return tl::unexpected(query.error());
    const auto read = query->each([&tally](const Statement& row) {
        tally = {row.integer(0), row.integer(1),       row.integer(2), row.integer(3),
                 row.integer(4), row.maybe_integer(5), row.integer(6)};
    });
    if (!read) return tl::unexpected(read.error());
    return tally;
}

Result<std::vector<DeliverySummary>> SqliteJournal::list(const ListQuery& query) {
    auto statement = database_.prepare(list_sql(query));
    if (!statement) return tl::unexpected(statement.error());
    statement->bind(1, query.before).bind(2, std::int64_t{std::min(query.limit, kMostRows)});
    if (!query.bench_result.empty()) statement->bind(3, query.bench_result);
    std::vector<DeliverySummary> rows;
    auto read = statement->each([&rows](const Statement& row) { rows.push_back(row_in(row)); });
    if (!read) return tl::unexpected(read.error());
    return rows;
}

Result<std::optional<DeliveryDetail>> SqliteJournal::find(std::int64_t id) {
    auto query = database_.prepare(std::string("SELECT ") + kRowColumns +
                                   ", body FROM notifications WHERE id = ?1");
    if (!query) return tl::unexpected(query.error());
    std::optional<DeliveryDetail> story;
    auto read = query->bind(1, id).each([&story](const Statement& row) {
        story.emplace();
        story->row = row_in(row);
        story->body = row.text(21);
    });
    if (!read) return tl::unexpected(read.error());
    if (!story) return story;
    auto attempts = database_.prepare(
        "SELECT number, at_ms, took_ms, state, note, answer FROM attempts WHERE notification = ?1 "
        "ORDER BY number");
    if (!attempts) return tl::unexpected(attempts.error());
    read = attempts->bind(1, id).each([&story](const Statement& row) {
        story->attempts.push_back({static_cast<int>(row.integer(0)), row.integer(1), row.integer(2),
                                   state_from(row.text(3)).value_or(State::dead), row.text(4),
                                   row.text(5)});
    });
    if (!read) return tl::unexpected(read.error());
    auto others = list({std::nullopt, story->row.bench_result});
    if (!others) return tl::unexpected(others.error());
    for (const DeliverySummary& row : *others) {
        if (row.id != id) story->siblings.push_back(row.id);
    }
    auto launch = launch_of(story->row.bench_result);
    if (!launch) return tl::unexpected(launch.error());
    story->launch = std::move(*launch);
    return story;
}

Result<int> SqliteJournal::forget(EpochMs before, int limit) {
    return database_.in_transaction([&]() -> Result<int> {
        std::vector<std::int64_t> ids;
        for (const char* state : {"recorded", "ignored", "conflict", "dismissed"}) {
            auto query =
                database_.prepare(std::string("SELECT id FROM notifications WHERE state = '") +
                                  state + "' AND changed_ms < ?1 LIMIT ?2");
            if (!query) return tl::unexpected(query.error());
            auto read = query->bind(1, before)
                            .bind(2, limit - static_cast<std::int64_t>(ids.size()))
                            .each([&ids](const Statement& row) { ids.push_back(row.integer(0)); });
            if (!read) return tl::unexpected(read.error());
        }
        for (const std::int64_t id : ids) {
            auto gone = run("DELETE FROM attempts WHERE notification = ?1", id);
            if (gone) gone = run("DELETE FROM notifications WHERE id = ?1", id);
            if (!gone) return tl::unexpected(gone.error());
        }
        // Those of notifications that still wait or are dead stay: they say where these belong.
        auto launches = run(
            "DELETE FROM launches WHERE started_ms < ?1 AND NOT EXISTS "
            "(SELECT 1 FROM notifications n WHERE n.made_ms = creation_time(launches.bench_result) "
            "AND n.bench_result = launches.bench_result)",
            before);
        if (!launches) return tl::unexpected(launches.error());
        return static_cast<int>(ids.size());
    });
}

Result<void> SqliteJournal::probe(bool commit) {
    if (auto usable = shared_->usable(); !usable) {
        // What was accepted is then in the one file that can be put back, wherever it is now.
        if (shared_->may_move_log()) (void)database_.checkpoint();
        return usable;
    }
    if (shared_->file.has_shrunk()) {
        if (auto sound = database_.quick_check(kLongestCheck); !sound) *shared_->damage = true;
        return shared_->usable();
    }
    if (auto inserted = try_insert(); !inserted || !commit) return inserted;
    return try_commit();
}

/// Adds a notification and a note in the ledger, and takes both back.
Result<void> SqliteJournal::try_insert() {
    if (auto begun = database_.execute("BEGIN IMMEDIATE"); !begun) return begun;
    NewNotification probe;
    probe.bench_result = "probe";
    auto added = keep_notification(probe);
    auto noted = added ? remember("probe", " ") : Result<void>();
    (void)database_.execute("ROLLBACK");
    if (!added) return tl::unexpected(std::move(added).error());
    return noted;
}

/// What is taken back is never written to the disk, so a full one is found only like this.
Result<void> SqliteJournal::try_commit() {
    auto written = remember("probe", std::string(kProbeBytes, ' '));
    if (!written) return written;
    return remember("probe", std::nullopt);
}

}  // namespace octospira::recorder
