#include <algorithm>

#include "native/recorder/journal/creation_time.hpp"
#include "native/recorder/postgres/journal.hpp"

// What an operator decides, and what is kept for an operator alone. Rows are locked in the order in
// which keep() locks them.

namespace octospira::recorder::postgres {

namespace {

constexpr int kMostRows = 1000;  ///< of one list

/// The end of a statement whose CTE "changed" has the rows that it made due: their number, and a
/// notice to the other recorders. $1 is our owner.
constexpr const char* kCountAndNotify =
    " SELECT count(*), CASE WHEN count(*) > 0 THEN pg_notify('octospira', $1)::text END "
    "FROM changed";

}  // namespace

Result<int> PostgresJournal::changed(const std::string& sql, const Parameters& parameters) {
    const auto rows = session_.ask_unprepared(sql, parameters);
    if (!rows) return tl::unexpected(rows.error());
    return static_cast<int>(rows->integer(0, 0));
}

Result<int> PostgresJournal::replay(std::optional<std::int64_t> id, EpochMs now) {
    const std::string chosen =
        id ? "id = $3 AND state IN ('dead', 'conflict', 'dismissed')" : "state = 'dead'";
    Parameters parameters;
    parameters.add(owner_).add(now);
    if (id) parameters.add(*id);
    return changed("WITH chosen AS (SELECT id FROM octospira.notifications WHERE " + chosen +
                       " ORDER BY made_ms, bench_result, event FOR UPDATE), "
                       "changed AS (UPDATE octospira.notifications n SET state = 'pending', "
                       "attempts = 0, next_attempt_ms = $2::bigint, changed_ms = $2::bigint, "
                       "second_verdict = n.second_verdict OR n.state = 'conflict' OR "
                       "n.state = 'dismissed' AND n.dismissed_from = 'conflict' "
                       "FROM chosen WHERE n.id = chosen.id RETURNING n.id)" +
                       kCountAndNotify,
                   parameters);
}

Result<int> PostgresJournal::retry_now(std::optional<std::int64_t> id, EpochMs now) {
    Parameters parameters;
    parameters.add(owner_).add(now).add(kRetryAsked);
    if (id) parameters.add(*id);
    return changed(std::string("WITH chosen AS (SELECT id FROM octospira.notifications "
                               "WHERE state = 'pending'") +
                       (id ? " AND id = $4" : "") +
                       " ORDER BY made_ms, bench_result, event FOR UPDATE), "
                       "changed AS (UPDATE octospira.notifications n SET next_attempt_ms = "
                       "least(n.next_attempt_ms, n.received_ms, $2::bigint) "
                       "FROM chosen WHERE n.id = chosen.id RETURNING n.id), "
                       "asked AS (INSERT INTO octospira.ledger AS l (key, value) "
                       "SELECT $3, '1'" +
                       (id ? " WHERE EXISTS (SELECT FROM changed)" : "") +
                       " ON CONFLICT (key) "
                       "DO UPDATE SET value = (l.value::bigint + 1)::text)" +
                       kCountAndNotify,
                   parameters);
}

Result<bool> PostgresJournal::dismiss(std::int64_t id, const Dismissal& why, EpochMs now) {
    return changed(
               "WITH changed AS (UPDATE octospira.notifications SET state = 'dismissed', "
               "dismissed_from = state, reason = $2, reason_by = $3, reason_ms = $4::bigint, "
               "changed_ms = $4::bigint WHERE id = $1 AND state IN ('dead', 'conflict') "
               "RETURNING id) SELECT count(*) FROM changed",
               Parameters().add(id).add(why.reason).add(why.by).add(now))
        .map([](int rows) { return rows > 0; });
}

Result<bool> PostgresJournal::assign(std::int64_t id, ProductId product, TestCaseId test_case,
                                     EpochMs now) {
    bool assigned = false;
    auto done = session_.in_transaction([&]() -> Result<void> {
        const auto row = session_.ask(
            "UPDATE octospira.notifications SET state = 'pending', attempts = 0, "
            "next_attempt_ms = $2, changed_ms = $2, product = NULL, test_case = NULL "
            "WHERE id = $1 AND verdict IS NOT NULL AND dismissed_from <> 'conflict' "
            "AND NOT second_verdict AND state IN ('pending', 'dead', 'dismissed', 'ignored') "
            "RETURNING bench_result, received_ms",
            Parameters().add(id).add(now));
        if (!row) return tl::unexpected(row.error());
        assigned = !row->empty();
        if (!assigned) return {};
        const auto posts = posts_of(row->text(0, 0));
        if (!posts) return tl::unexpected(posts.error());
        if (is_posting(*posts, now)) return tl::unexpected(being_recorded(id));
        Parameters where;
        where.add(creation_time(row->text(0, 0))).add(row->text(0, 0));
        return session_
            .ask(
                "INSERT INTO octospira.launches AS l (made_ms, bench_result, product, test_case, "
                "started_ms, user_name, report_url, arrival) VALUES ($1, $2, $3, $4, $5, '', '', "
                "$6) ON CONFLICT (made_ms, bench_result) DO UPDATE SET release = "
                "CASE WHEN l.product = excluded.product THEN l.release END, test_set = NULL, "
                "product = excluded.product, test_case = excluded.test_case",
                Parameters(where)
                    .add(std::int64_t{product.value()})
                    .add(std::int64_t{test_case.value()})
                    .add(row->integer(0, 1))
                    .add(token()))
            .and_then([&](const Rows&) { return wake_claims(session_, where); })
            .and_then([&](const Rows&) { return notify(session_, owner_); })
            .map([](const Rows&) {});
    });
    return std::move(done).map([assigned] { return assigned; });
}

Result<bool> PostgresJournal::recognise(std::int64_t id, const Recognised& found, EpochMs now) {
    return changed(
               "WITH changed AS (UPDATE octospira.notifications SET state = 'recorded', note = '', "
               "changed_ms = $2, test_run = $3, details = $4, product = coalesce($5, product), "
               "test_case = coalesce($6, test_case), "
               "execution_status = coalesce($7, execution_status) "
               "WHERE id = $1 AND state IN ('dead', 'conflict') RETURNING id) "
               "SELECT count(*) FROM changed",
               Parameters()
                   .add(id)
                   .add(now)
                   .add(found.test_run)
                   .add(found.details)
                   .add(found.product)
                   .add(found.test_case)
                   .add(found.execution_status))
        .map([](int rows) { return rows > 0; });
}

Result<std::vector<Expected>> PostgresJournal::expected(EpochMs now, int limit) {
    static const std::string kSql =
        std::string("SELECT expected_ms, ") + kLaunchColumns +
        " FROM octospira.launches l WHERE started_ms >= $1 AND NOT EXISTS "
        "(SELECT FROM octospira.notifications n WHERE n.made_ms = l.made_ms "
        "AND n.bench_result = l.bench_result AND n.verdict IS NOT NULL) "
        "ORDER BY started_ms DESC LIMIT $2";
    const auto rows = session_.ask(
        kSql.c_str(),
        Parameters().add(now - kExpectedFor).add(std::int64_t{std::clamp(limit, 0, kMostRows)}));
    if (!rows) return tl::unexpected(rows.error());
    std::vector<Expected> all;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        if (auto launch = launch_in(*rows, i, 1)) {
            all.push_back(expected_of(std::move(*launch), rows->maybe_integer(i, 0), now));
        }
    }
    return all;
}

Result<void> PostgresJournal::keep_refused(const RefusedBody& refused, int limit) {
    // The new one is not seen by the DELETE of the same statement: one fewer of the others stays.
    return run(
        "WITH kept AS (INSERT INTO octospira.refused (received_ms, peer, reason, body, bytes) "
        "VALUES ($1, $2, $3, $4, $5)) DELETE FROM octospira.refused WHERE id NOT IN "
        "(SELECT id FROM octospira.refused ORDER BY id DESC LIMIT $6)",
        Parameters()
            .add(refused.received)
            .add(refused.peer)
            .add(refused.reason)
            .add(std::string_view(refused.body).substr(0, kLongestRefused))
            .add(static_cast<std::int64_t>(refused.body.size()))
            .add(std::int64_t{std::max(limit, 1) - 1}));
}

Result<std::vector<RefusedBody>> PostgresJournal::refused(int limit) {
    const auto rows = session_.ask(
        "SELECT received_ms, peer, reason, body, id, bytes FROM octospira.refused "
        "ORDER BY id DESC LIMIT $1",
        Parameters().add(std::int64_t{std::clamp(limit, 0, kMostRows)}));
    if (!rows) return tl::unexpected(rows.error());
    std::vector<RefusedBody> all;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        all.push_back({rows->integer(i, 0), rows->text(i, 1), rows->text(i, 2), rows->text(i, 3),
                       rows->integer(i, 4), rows->integer(i, 5)});
    }
    return all;
}

}  // namespace octospira::recorder::postgres
