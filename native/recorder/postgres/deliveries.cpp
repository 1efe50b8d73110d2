#include <algorithm>

#include "native/recorder/journal/creation_time.hpp"
#include "native/recorder/journal/journal_rules.hpp"
#include "native/recorder/postgres/journal.hpp"

namespace octospira::recorder::postgres {

using std::chrono::milliseconds;

namespace {

/// As long as a claim: renew_turns() lengthens it.
constexpr milliseconds kTurnLease(45'000);

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

/// As octospira.claim(), in one statement. What is locked is passed over: claim() comes next.
constexpr const char* kClaimNewest =
    "WITH mine AS (SELECT o.* FROM octospira.notifications o "
    "JOIN octospira.claims c ON c.notification = o.id WHERE c.token = $2), "
    "due AS (SELECT o.* FROM octospira.notifications o WHERE o.state = 'pending' "
    "AND o.next_attempt_ms <= $3 AND o.next_attempt_ms = o.received_ms "
    "AND octospira.is_free(o.made_ms, o.bench_result) AND NOT EXISTS (SELECT FROM mine) "
    "ORDER BY o.next_attempt_ms DESC, o.received_ms DESC, o.id DESC "
    "LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED), "
    "claimed AS (INSERT INTO octospira.claims AS c "
    "SELECT made_ms, bench_result, id, $1, $2, "
    "clock_timestamp() + $4::bigint * interval '1 millisecond' FROM due "
    "ON CONFLICT (made_ms, bench_result) DO UPDATE SET notification = excluded.notification, "
    "owner = excluded.owner, token = excluded.token, lease_until = excluded.lease_until, "
    "woken = false WHERE c.lease_until <= clock_timestamp() RETURNING notification) "
    "SELECT id, bench_result, event, received_ms, body, build, attempts, second_verdict, "
    "changed_ms FROM due "
    "WHERE id IN (SELECT notification FROM claimed) UNION ALL "
    "SELECT id, bench_result, event, received_ms, body, build, attempts, second_verdict, "
    "changed_ms FROM mine";

Result<std::optional<Pending>> pending_in(Result<Rows> rows) {
    if (!rows) return tl::unexpected(std::move(rows).error());
    if (rows->empty()) return std::optional<Pending>();
    return std::optional(Pending{rows->integer(0, 0), rows->text(0, 1), rows->text(0, 2),
                                 rows->integer(0, 3), rows->text(0, 4), rows->is_true(0, 5),
                                 static_cast<int>(rows->integer(0, 6)), rows->is_true(0, 7),
                                 rows->integer(0, 8)});
}

}  // namespace

Result<std::optional<Pending>> PostgresJournal::claim(EpochMs now,
                                                      std::chrono::milliseconds lease) {
    return pending_in(session_.ask(
        "SELECT id, bench_result, event, received_ms, body, build, attempts, second_verdict, "
        "changed_ms FROM octospira.claim($1, $2, $3, $4)",
        Parameters().add(owner_).add(token()).add(now).add(std::int64_t{lease.count()})));
}

Result<std::optional<Pending>> PostgresJournal::claim_newest(EpochMs now,
                                                             std::chrono::milliseconds lease) {
    return pending_in(session_.ask(kClaimNewest, Parameters().add(owner_).add(token()).add(now).add(
                                                     std::int64_t{lease.count()})));
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

Result<void> PostgresJournal::renew_turns(std::chrono::milliseconds lease) {
    // What ran out is not taken up again: another recorder may have had it in between.
    return run(
        "UPDATE octospira.turns t SET until = clock_timestamp() + "
        "$2::bigint * interval '1 millisecond' FROM (SELECT o.name FROM octospira.turns o "
        "WHERE o.owner = $1 AND o.until > clock_timestamp() ORDER BY o.name FOR NO KEY UPDATE) "
        "mine WHERE t.name = mine.name",
        Parameters().add(turn_owner_).add(std::int64_t{lease.count()}));
}

Result<void> PostgresJournal::give_back(std::int64_t id) {
    return run(
        "WITH gone AS (DELETE FROM octospira.claims WHERE notification = $1 AND owner = $2 "
        "RETURNING owner) SELECT pg_notify('octospira', owner::text) FROM gone",
        Parameters().add(id).add(owner_));
}

Result<void> PostgresJournal::finish(const Finished& finished) {
    bool written = false;
    auto over = session_.in_transaction([&]() -> Result<void> {
        const auto row = session_.ask(
            "SELECT state, changed_ms FROM octospira.notifications WHERE id = $1 "
            "FOR NO KEY UPDATE",
            Parameters().add(finished.id));
        if (!row) return tl::unexpected(row.error());
        const auto claim = session_.ask(
            "DELETE FROM octospira.claims WHERE notification = $1 AND owner = $2 RETURNING woken",
            Parameters().add(finished.id).add(owner_));
        if (!claim) return tl::unexpected(claim.error());
        if (claim->empty()) return was_finished(finished).map([&](bool was) { written = was; });
        written = !row->empty() && row->text(0, 0) == to_string(State::pending);
        if (!written) return {};
        return write_finished(as_decided(finished, row->integer(0, 1), claim->is_true(0, 0)));
    });
    if (over && !written) return tl::unexpected(claim_lost(finished.id));
    return over;
}

/// Whether it is done already, and only the answer was lost.
Result<bool> PostgresJournal::was_finished(const Finished& finished) {
    return session_
        .ask(
            "SELECT 1 FROM octospira.attempts WHERE notification = $1 AND owner = $2 AND "
            "at_ms = $3 AND took_ms = $4 AND note IN ($5, $6)",
            Parameters()
                .add(finished.id)
                .add(owner_)
                .add(finished.now)
                .add(finished.milliseconds)
                .add(finished.note)
                .add(kAssignedTooLate))
        .map([](const Rows& rows) { return !rows.empty(); });
}

Result<void> PostgresJournal::write_finished(const Finished& finished) {
    const auto attempt = session_.ask(
        "INSERT INTO octospira.attempts SELECT $1::bigint, coalesce(max(number), 0) + 1, "
        "$2::bigint, $3::bigint, $4::uuid, $5::text, $6::text, $7::text "
        "FROM octospira.attempts WHERE notification = $1",
        Parameters()
            .add(finished.id)
            .add(finished.now)
            .add(finished.milliseconds)
            .add(owner_)
            .add(to_string(finished.state))
            .add(finished.note)
            .add(finished.answer));
    if (!attempt) return tl::unexpected(attempt.error());
    const auto ended = session_.ask(
        "UPDATE octospira.notifications SET state = $2, attempts = $3, next_attempt_ms = $4, "
        "changed_ms = $5, note = $6, details = $7, product = coalesce($8, product), "
        "test_case = coalesce($9, test_case), test_run = coalesce($10, test_run), "
        "execution_status = coalesce($11, execution_status) WHERE id = $1 "
        "RETURNING made_ms, bench_result",
        Parameters()
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
            .add(finished.execution_status));
    if (!ended) return tl::unexpected(ended.error());
    // What the claim held back may be delivered by anybody now.
    return run(
        "SELECT pg_notify('octospira', $1) WHERE EXISTS (SELECT FROM octospira.notifications "
        "WHERE made_ms = $2 AND bench_result = $3 AND state = 'pending' AND next_attempt_ms <= $4)",
        Parameters()
            .add(owner_)
            .add(ended->integer(0, 0))
            .add(ended->text(0, 1))
            .add(finished.now));
}

Result<std::optional<EpochMs>> PostgresJournal::next_due(EpochMs now) {
    return time(
        "SELECT min(next_attempt_ms) FROM octospira.notifications "
        "WHERE state = 'pending' AND next_attempt_ms > $1",
        Parameters().add(now));
}

Result<void> PostgresJournal::make_due(EpochMs now, std::chrono::milliseconds longest) {
    auto done =
        run("WITH late AS (SELECT id FROM octospira.notifications WHERE state = 'pending' "
            "AND next_attempt_ms > $1 AND (next_attempt_ms > $2 OR changed_ms > $3) "
            "ORDER BY made_ms, bench_result, event FOR UPDATE) "
            "UPDATE octospira.notifications n SET next_attempt_ms = $1::bigint FROM late "
            "WHERE n.id = late.id",
            Parameters()
                .add(now)
                .add(now + longest.count())
                .add(now + milliseconds(kClockTolerance).count()));
    if (!done) return done;
    return run(
        "UPDATE octospira.launches SET next_poll_ms = $1::bigint WHERE (made_ms, bench_result) IN "
        "(SELECT made_ms, bench_result FROM octospira.launches WHERE next_poll_ms > $2 "
        "FOR NO KEY UPDATE SKIP LOCKED)",
        Parameters().add(now).add(
            now + std::min<std::int64_t>(longest.count(), milliseconds(kLongestPoll).count())));
}

/// By the server's clock, which is one for all. Repeated after a lost answer it is ours
/// anyway: within a recorder only one thread asks (NamedLocks).
Result<bool> PostgresJournal::lock(const std::string& name) {
    const auto rows = session_.ask(
        "INSERT INTO octospira.turns AS t VALUES ($1, $2, "
        "clock_timestamp() + $3::bigint * interval '1 millisecond') "
        "ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until "
        "WHERE t.until <= clock_timestamp() OR t.owner = excluded.owner RETURNING name",
        Parameters().add(name).add(turn_owner_).add(std::int64_t{kTurnLease.count()}));
    if (!rows) return tl::unexpected(rows.error());
    return !rows->empty();
}

Result<void> PostgresJournal::unlock(const std::string& name) {
    return run("DELETE FROM octospira.turns WHERE name = $1 AND owner = $2",
               Parameters().add(name).add(turn_owner_));
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
