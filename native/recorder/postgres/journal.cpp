#include "native/recorder/postgres/journal.hpp"

#include "core/base/optional_id.hpp"
#include "native/recorder/journal/creation_time.hpp"

namespace octospira::recorder::postgres {

PostgresJournal::PostgresJournal(Session session, std::string owner, Failpoints at)
    : session_(std::move(session)), owner_(std::move(owner)), at_(std::move(at)) {}

std::int64_t PostgresJournal::token() {
    return static_cast<std::int64_t>(random_() >> 2);  // room above it for the places in a group
}

Result<void> PostgresJournal::run(const char* sql, const Parameters& parameters) {
    auto done = session_.ask(sql, parameters);
    if (!done) return tl::unexpected(std::move(done).error());
    return {};
}

Result<std::optional<EpochMs>> PostgresJournal::time(const char* sql,
                                                     const Parameters& parameters) {
    auto rows = session_.ask(sql, parameters);
    if (!rows) return tl::unexpected(std::move(rows).error());
    return rows->maybe_integer(0, 0);
}

std::optional<flows::Launch> launch_in(const Rows& rows, std::size_t row, std::size_t first) {
    const auto id = BenchResultId::parse(rows.text(row, first));
    const auto product = ProductId::from(rows.integer(row, first + 1));
    const auto test_case = TestCaseId::from(rows.integer(row, first + 2));
    if (!id || !product || !test_case) return std::nullopt;
    flows::Launch launch{*id,
                         *product,
                         *test_case,
                         maybe_id<ReleaseId>(rows.maybe_integer(row, first + 3)),
                         maybe_id<TestSetId>(rows.maybe_integer(row, first + 4)),
                         rows.integer(row, first + 5)};
    launch.user = rows.text(row, first + 6);
    launch.report_url = rows.text(row, first + 7);
    return launch;
}

Result<std::optional<flows::Launch>> PostgresJournal::launch_of(const std::string& bench_result) {
    static const std::string kSql = std::string("SELECT ") + kLaunchColumns +
                                    " FROM octospira.launches "
                                    "WHERE made_ms = $1 AND bench_result = $2";
    const auto rows =
        session_.ask(kSql.c_str(), Parameters().add(creation_time(bench_result)).add(bench_result));
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) return std::optional<flows::Launch>();
    return launch_in(*rows, 0);
}

Result<Rows> wake_claims(Session& session, const Parameters& where) {
    return session.ask(
        "UPDATE octospira.claims SET woken = true WHERE made_ms = $1 AND bench_result = $2", where);
}

Result<Rows> notify(Session& session, const std::string& owner) {
    return session.ask("SELECT pg_notify('octospira', $1)", Parameters().add(owner));
}

Result<LedgerEntries> PostgresJournal::posts_of(const std::string& bench_result) {
    const auto [first, end] = run_keys(bench_result);
    const auto rows =
        session_.ask("SELECT key, value FROM octospira.ledger WHERE key >= $1 AND key < $2",
                     Parameters().add(first).add(end));
    if (!rows) return tl::unexpected(rows.error());
    LedgerEntries entries;
    for (std::size_t i = 0; i < rows->size(); ++i)
        entries.emplace_back(rows->text(i, 0), rows->text(i, 1));
    return entries;
}

Result<std::optional<std::string>> PostgresJournal::recall(const std::string& key) {
    const auto rows =
        session_.ask("SELECT value FROM octospira.ledger WHERE key = $1", Parameters().add(key));
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) return std::optional<std::string>();
    return std::optional(rows->text(0, 0));
}

Result<void> PostgresJournal::remember(const std::string& key,
                                       const std::optional<std::string>& value) {
    if (!value) {
        return run("DELETE FROM octospira.ledger WHERE key = $1", Parameters().add(key));
    }
    return run(
        "INSERT INTO octospira.ledger (key, value) VALUES ($1, $2) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        Parameters().add(key).add(*value));
}

Result<bool> PostgresJournal::keep_intent(const RunIntent& intent) {
    bool kept = false;
    auto done = session_.in_transaction([&]() -> Result<void> {
        kept = false;
        // Whether a result is assigned or posted first is decided by this lock.
        const auto locked = session_.ask(
            "SELECT id FROM octospira.notifications WHERE made_ms = $1 AND bench_result = $2 "
            "ORDER BY event FOR NO KEY UPDATE",
            Parameters().add(creation_time(intent.bench_result)).add(intent.bench_result));
        if (!locked) return tl::unexpected(locked.error());
        const auto launch = launch_of(intent.bench_result);
        if (!launch) return tl::unexpected(launch.error());
        kept = test_case_of(*launch) == intent.launched;
        return kept ? remember(intent.key, intent.text) : Result<void>();
    });
    return std::move(done).map([kept] { return kept; });
}

}  // namespace octospira::recorder::postgres
