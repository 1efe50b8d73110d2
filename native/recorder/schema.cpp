#include "native/recorder/schema.hpp"

#include <iterator>

namespace octospira::recorder {

namespace {

/// "OctS": says in the file's header whose database it is.
constexpr std::int64_t kApplication = 0x4f637453;

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
};
constexpr auto kVersion = static_cast<std::int64_t>(std::size(kSteps));

Result<std::int64_t> version_of(sqlite::Database& database) {
    const auto version = database.number("PRAGMA user_version");
    const auto tables = database.number("SELECT count(*) FROM sqlite_master");
    const auto application = database.number("PRAGMA application_id");
    if (!version) return version;
    if (!tables) return tables;
    if (!application) return application;
    if (*tables > 0 && *application != kApplication) {
        return failure(ErrorKind::invalid_input,
                       "The journal's file is another program's database.",
                       "Give the path of a new file, or of a journal of OctoSpira.", "journal");
    }
    if (*version > kVersion) {
        return failure(ErrorKind::invalid_input,
                       "The journal has version " + std::to_string(*version) +
                           ", and this program knows versions up to " + std::to_string(kVersion) +
                           ".",
                       "Use the newer OctoSpira that wrote it, or another journal.", "journal");
    }
    return version;
}

}  // namespace

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
                                    "PRAGMA application_id = " + std::to_string(kApplication) +
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
