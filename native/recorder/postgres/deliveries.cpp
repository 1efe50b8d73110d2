#include "native/recorder/creation_time.hpp"
#include "native/recorder/postgres/journal.hpp"

namespace octospira::recorder::postgres {

namespace {

/// Launches are claimed by moving their next poll: asking twice after one does no harm.
constexpr const char* kClaimLaunch =
    // A verdict that has come meanwhile makes the question idle.
    "WITH told AS (UPDATE octospira.launches SET next_poll_ms = NULL "
    "WHERE (made_ms, bench_result) IN (SELECT l.made_ms, l.bench_result "
    "FROM octospira.launches l WHERE l.next_poll_ms <= $1 AND EXISTS "
    "(SELECT FROM octospira.notifications n WHERE n.made_ms = l.made_ms "
    "AND n.bench_result = l.bench_result AND n.verdict IS NOT NULL) "
    "FOR NO KEY UPDATE SKIP LOCKED)) "
    "UPDATE octospira.launches SET next_poll_ms = $1::bigint + $2::bigint "
    "WHERE (made_ms, bench_result) = (SELECT l.made_ms, l.bench_result "
    "FROM octospira.launches l WHERE l.next_poll_ms <= $1 AND NOT EXISTS "
    "(SELECT FROM octospira.notifications n WHERE n.made_ms = l.made_ms "
    "AND n.bench_result = l.bench_result AND n.verdict IS NOT NULL) "
    "ORDER BY l.next_poll_ms LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED) "
    "RETURNING expected_ms, ";

}  // namespace

Result<std::optional<Pending>> PostgresJournal::claim(EpochMs now,
                                                      std::chrono::milliseconds lease) {
    const auto rows = session_.ask(
        "SELECT id, bench_result, event, received_ms, body, build, attempts, second_verdict "
        "FROM octospira.claim($1, $2, $3, $4)",
        Parameters().add(owner_).add(token()).add(now).add(std::int64_t{lease.count()}));
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) return std::optional<Pending>();
    return std::optional(Pending{rows->integer(0, 0), rows->text(0, 1), rows->text(0, 2),
                                 rows->integer(0, 3), rows->text(0, 4), rows->is_true(0, 5),
                                 static_cast<int>(rows->integer(0, 6)), rows->is_true(0, 7)});
}

Result<void> PostgresJournal::renew(const std::vector<std::int64_t>& ids,
                                    std::chrono::milliseconds lease) {
    // Locked in the order in which keep() locks them.
    return run(
        "UPDATE octospira.claims c SET lease_until = clock_timestamp() + "
        "$3::bigint * interval '1 millisecond' FROM (SELECT o.notification "
        "FROM octospira.claims o WHERE o.notification = ANY ($1::bigint[]) AND o.owner = $2 "
        "ORDER BY o.made_ms, o.bench_result FOR NO KEY UPDATE) mine "
        "WHERE c.notification = mine.notification",
        Parameters()
            .add_integers({ids.begin(), ids.end()})
            .add(owner_)
            .add(std::int64_t{lease.count()}));
}

Result<void> PostgresJournal::give_back(std::int64_t id) {
    return run(
        "WITH gone AS (DELETE FROM octospira.claims WHERE notification = $1 AND owner = $2 "
        "RETURNING owner) SELECT pg_notify('octospira', owner::text) FROM gone",
        Parameters().add(id).add(owner_));
}

Result<void> PostgresJournal::finish(const Finished& finished) {
    const auto rows = session_.ask(
        "SELECT octospira.finish($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        Parameters()
            .add(owner_)
            .add(finished.id)
            .add(to_string(finished.state))
            .add(std::int64_t{finished.attempts})
            .add(finished.next_attempt)
            .add(finished.now)
            .add(finished.note)
            .add(finished.details)
            .add(finished.product)
            .add(finished.test_case)
            .add(finished.test_run)
            .add(finished.execution_status)
            .add(finished.milliseconds)
            .add(finished.answer));
    if (!rows) return tl::unexpected(rows.error());
    if (rows->is_true(0, 0)) return {};
    return failure(ErrorKind::conflict,
                   "The claim on notification " + std::to_string(finished.id) +
                       " ended before this attempt did, and another recorder goes on with it.",
                   "Nothing is lost; look whether this recorder was stopped for a while.",
                   "journal");
}

Result<std::optional<EpochMs>> PostgresJournal::next_due(EpochMs now) {
    return time(
        "SELECT min(next_attempt_ms) FROM octospira.notifications "
        "WHERE state = 'pending' AND next_attempt_ms > $1",
        Parameters().add(now));
}

Result<bool> PostgresJournal::take_turn(const std::string& name) {
    return session_.take_turn(name);
}

Result<void> PostgresJournal::give_turn_back(const std::string& name) {
    return session_.give_turn_back(name);
}

Result<std::optional<Watched>> PostgresJournal::claim_launch(EpochMs now,
                                                             std::chrono::milliseconds lease) {
    static const std::string kSql = std::string(kClaimLaunch) + kLaunchColumns;
    while (true) {
        const auto rows =
            session_.ask(kSql.c_str(), Parameters().add(now).add(std::int64_t{lease.count()}));
        if (!rows) return tl::unexpected(rows.error());
        if (rows->empty()) return std::optional<Watched>();
        if (auto launch = launch_in(*rows, 0, 1)) {
            return std::optional(Watched{std::move(*launch), rows->maybe_integer(0, 0)});
        }
    }
}

Result<void> PostgresJournal::watch(const std::string& bench_result,
                                    std::optional<EpochMs> next_poll,
                                    std::optional<std::int64_t> expected_ms) {
    return run(
        "UPDATE octospira.launches SET next_poll_ms = $3::bigint, "
        "expected_ms = coalesce($4::bigint, expected_ms) WHERE made_ms = $1 AND bench_result = $2",
        Parameters()
            .add(creation_time(bench_result))
            .add(bench_result)
            .add(next_poll)
            .add(expected_ms));
}

Result<std::optional<EpochMs>> PostgresJournal::next_poll() {
    return time("SELECT min(next_poll_ms) FROM octospira.launches WHERE next_poll_ms IS NOT NULL");
}

}  // namespace octospira::recorder::postgres
