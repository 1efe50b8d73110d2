#include "native/recorder/journal/schema.hpp"

#include <iterator>

namespace octospira::recorder {

namespace {

/// The step from version i to version i + 1. Steps are only ever added: a released one is history.
constexpr const char* kSteps[] = {
    R"sql(
CREATE TABLE notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bench_result TEXT NOT NULL,
    event TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    body TEXT NOT NULL,
    build INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'recorded', 'ignored', 'dead')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    last_error TEXT NOT NULL DEFAULT '',
    product INTEGER,
    test_case INTEGER,
    test_run INTEGER,
    execution_status INTEGER,
    UNIQUE (bench_result, event)
);
CREATE INDEX notifications_due ON notifications (next_attempt_ms) WHERE state = 'pending';
CREATE TABLE ledger (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE launches (
    bench_result TEXT PRIMARY KEY,
    product INTEGER NOT NULL,
    test_case INTEGER NOT NULL,
    release INTEGER,
    test_set INTEGER,
    started_ms INTEGER NOT NULL
) WITHOUT ROWID;
)sql",
    // The unique index is ordered by the time in the ids (creation_time.hpp): notifications come
    // roughly in that order, and an index on the ids alone would dirty a page for each of them.
    // The states are spelled out with OR: for each row, SQLite makes a temporary table of an IN.
    R"sql(
DROP INDEX notifications_due;
ALTER TABLE notifications RENAME TO notifications_1;
CREATE TABLE notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_ms INTEGER NOT NULL,
    bench_result TEXT NOT NULL,
    event TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    body TEXT NOT NULL,
    build INTEGER NOT NULL,
    reconciled INTEGER NOT NULL DEFAULT 0,
    verdict INTEGER,
    state TEXT NOT NULL CHECK (state = 'pending' OR state = 'recorded' OR state = 'ignored' OR
        state = 'conflict' OR state = 'dead'),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    details TEXT NOT NULL DEFAULT '',
    product INTEGER,
    test_case INTEGER,
    test_run INTEGER,
    execution_status INTEGER,
    UNIQUE (made_ms, bench_result, event)
);
INSERT INTO notifications (id, made_ms, bench_result, event, received_ms, body, build, verdict,
    state, attempts, next_attempt_ms, changed_ms, note, product, test_case, test_run,
    execution_status)
SELECT id, creation_time(bench_result), bench_result, event, received_ms, body, build,
    CASE WHEN state = 'ignored' THEN NULL
         ELSE ifnull(execution_status, CASE event WHEN 'TEST_PASSED' THEN 2 WHEN 'TEST_FAILED' THEN 1
                                                  ELSE 5 END) END,
    state, attempts, next_attempt_ms, changed_ms, last_error, product, test_case, test_run,
    execution_status
FROM notifications_1;
DROP TABLE notifications_1;
CREATE INDEX notifications_due ON notifications (next_attempt_ms, received_ms)
    WHERE state = 'pending';
CREATE INDEX notifications_recorded ON notifications (changed_ms, execution_status, received_ms)
    WHERE state = 'recorded';
CREATE INDEX notifications_aside ON notifications (state, changed_ms)
    WHERE state = 'ignored' OR state = 'conflict' OR state = 'dead';
CREATE TABLE attempts (
    notification INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    took_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (notification, number)
) WITHOUT ROWID;
ALTER TABLE launches ADD COLUMN user TEXT NOT NULL DEFAULT '';
ALTER TABLE launches ADD COLUMN report_url TEXT NOT NULL DEFAULT '';
ALTER TABLE launches ADD COLUMN expected_ms INTEGER;
ALTER TABLE launches ADD COLUMN next_poll_ms INTEGER;
CREATE INDEX launches_watched ON launches (next_poll_ms) WHERE next_poll_ms IS NOT NULL;
)sql",
    // The sequence is taken over as well: a number that was used is never given again.
    R"sql(
DROP INDEX notifications_due;
DROP INDEX notifications_recorded;
DROP INDEX notifications_aside;
ALTER TABLE notifications RENAME TO notifications_2;
CREATE TABLE notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_ms INTEGER NOT NULL,
    bench_result TEXT NOT NULL,
    event TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    body TEXT NOT NULL,
    build INTEGER NOT NULL,
    reconciled INTEGER NOT NULL DEFAULT 0,
    verdict INTEGER,
    state TEXT NOT NULL CHECK (state = 'pending' OR state = 'recorded' OR state = 'ignored' OR
        state = 'conflict' OR state = 'dead' OR state = 'dismissed'),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    details TEXT NOT NULL DEFAULT '',
    product INTEGER,
    test_case INTEGER,
    test_run INTEGER,
    execution_status INTEGER,
    second_verdict INTEGER NOT NULL DEFAULT 0,
    dismissed_from TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    reason_by TEXT NOT NULL DEFAULT '',
    reason_ms INTEGER NOT NULL DEFAULT 0,
    UNIQUE (made_ms, bench_result, event)
);
INSERT INTO notifications (id, made_ms, bench_result, event, received_ms, body, build, reconciled,
    verdict, state, attempts, next_attempt_ms, changed_ms, note, details, product, test_case,
    test_run, execution_status)
SELECT id, made_ms, bench_result, event, received_ms, body, build, reconciled, verdict, state,
    attempts, next_attempt_ms, changed_ms, note, details, product, test_case, test_run,
    execution_status
FROM notifications_2;
DELETE FROM sqlite_sequence WHERE name = 'notifications';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'notifications', seq FROM sqlite_sequence WHERE name = 'notifications_2';
DROP TABLE notifications_2;
CREATE INDEX notifications_due ON notifications (next_attempt_ms, received_ms)
    WHERE state = 'pending';
CREATE INDEX notifications_recorded ON notifications (changed_ms, execution_status, received_ms)
    WHERE state = 'recorded';
CREATE INDEX notifications_aside ON notifications (state, changed_ms)
    WHERE state = 'ignored' OR state = 'conflict' OR state = 'dead' OR state = 'dismissed';
CREATE INDEX launches_by_start ON launches (started_ms);
CREATE TABLE refused (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    received_ms INTEGER NOT NULL,
    peer TEXT NOT NULL,
    reason TEXT NOT NULL,
    body TEXT NOT NULL,
    bytes INTEGER NOT NULL
);
)sql",
};
constexpr auto kVersion = static_cast<std::int64_t>(std::size(kSteps));

Result<std::int64_t> version_of(sqlite::Database& database) {
    auto version = database.number("PRAGMA user_version");
    auto tables = database.number("SELECT count(*) FROM sqlite_master");
    auto application = database.number("PRAGMA application_id");
    if (!version) return version;
    if (!tables) return tables;
    if (!application) return application;
    if (*tables > 0 && *application != kApplicationId) {
        return failure(ErrorKind::invalid_input,
                       "The journal's file is another program's database.",
                       "Give the path of a new file or of an OctoSpira journal.", "journal");
    }
    if (auto known = refuse_newer_version(*version); !known) {
        return tl::unexpected(std::move(known).error());
    }
    return version;
}

}  // namespace

Result<void> refuse_newer_version(std::int64_t version) {
    if (version <= kVersion) return {};
    return failure(ErrorKind::invalid_input,
                   "The journal has version " + std::to_string(version) +
                       ", and this program knows versions up to " + std::to_string(kVersion) + ".",
                   "Use the newer OctoSpira that wrote it, or another journal.", "journal");
}

Result<void> bring_up_to_date(sqlite::Database& database) {
    const auto version = version_of(database);
    if (!version) return tl::unexpected(version.error());
    for (std::int64_t step = *version; step < kVersion; ++step) {
        // Inside the transaction the version is read again: another connection may have been first.
        if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun;
        const auto now = database.number("PRAGMA user_version");
        Result<void> done;
        if (!now) done = tl::unexpected(now.error());
        if (now && *now == step) {
            done = database.execute(std::string(kSteps[step]) +
                                    "PRAGMA application_id = " + std::to_string(kApplicationId) +
                                    "; PRAGMA user_version = " + std::to_string(step + 1) + ";");
        }
        if (done) done = database.execute("COMMIT");
        if (!done) {
            (void)database.execute("ROLLBACK");
            return done;
        }
    }
    return {};
}

}  // namespace octospira::recorder
