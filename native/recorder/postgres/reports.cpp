#include <algorithm>

#include "core/base/text.hpp"
#include "native/recorder/journal/creation_time.hpp"
#include "native/recorder/journal/list_filters.hpp"
#include "native/recorder/postgres/journal.hpp"

namespace octospira::recorder::postgres {

namespace {

constexpr int kMostRows = 1000;  ///< of one list

// The order of row_in().
constexpr const char* kRowColumns =
    "id, bench_result, event, state, received_ms, changed_ms, next_attempt_ms, attempts, build, "
    "reconciled, note, details, product, test_case, test_run, execution_status, verdict, "
    "second_verdict, reason, reason_by, reason_ms";

DeliverySummary row_in(const Rows& rows, std::size_t at) {
    return {rows.integer(at, 0),        rows.text(at, 1),
            rows.text(at, 2),           state_from(rows.text(at, 3)).value_or(State::dead),
            rows.integer(at, 4),        rows.integer(at, 5),
            rows.integer(at, 6),        static_cast<int>(rows.integer(at, 7)),
            rows.is_true(at, 8),        rows.is_true(at, 9),
            rows.text(at, 10),          rows.text(at, 11),
            rows.maybe_integer(at, 12), rows.maybe_integer(at, 13),
            rows.maybe_integer(at, 14), rows.maybe_integer(at, 15),
            rows.maybe_integer(at, 16), rows.is_true(at, 17),
            rows.text(at, 18),          rows.text(at, 19),
            rows.integer(at, 20)};
}

/// Everything that a notification, a launch, a delivery and an operator's command read or write,
/// rolled back. The sequence is not tried but asked about: a number that was taken from it is used
/// up. {number}: an unused one. PostgreSQL checks a right also where no row is concerned.
constexpr const char* kTrial = R"sql(
BEGIN;
SELECT program, version FROM octospira.journal WHERE false;
SELECT * FROM octospira.notifications, octospira.attempts, octospira.claims, octospira.launches,
    octospira.ledger, octospira.refused, octospira.turns WHERE false;
UPDATE octospira.notifications SET state = '', attempts = 0, next_attempt_ms = 0, changed_ms = 0,
    note = '', details = '', product = 0, test_case = 0, test_run = 0, execution_status = 0,
    second_verdict = false, dismissed_from = '', reason = '', reason_by = '', reason_ms = 0
    WHERE false;
UPDATE octospira.launches SET product = 0, test_case = 0, release = 0, test_set = 0,
    expected_ms = 0, next_poll_ms = 0 WHERE false;
UPDATE octospira.claims SET notification = 0, owner = '{owner}', token = 0, woken = false,
    lease_until = clock_timestamp() WHERE false;
UPDATE octospira.turns SET owner = '', until = clock_timestamp() WHERE false;
DELETE FROM octospira.notifications WHERE false;
DELETE FROM octospira.launches WHERE false;
DELETE FROM octospira.refused WHERE false;
INSERT INTO octospira.refused (received_ms, peer, reason, body, bytes) SELECT 0, '', '', '', 0
    WHERE false;
SELECT FROM octospira.claim('{owner}', -1, -1, 0);
DO $$ BEGIN
    IF NOT has_sequence_privilege('octospira.notification_ids', 'USAGE, UPDATE') THEN
        RAISE insufficient_privilege
            USING MESSAGE = 'permission denied for sequence notification_ids';
    END IF;
END $$;
INSERT INTO octospira.notifications (id, made_ms, bench_result, event, received_ms, body, build,
    reconciled, verdict, leads, arrival, state, next_attempt_ms, changed_ms, note)
    VALUES (-{number}, 0, 'probe {number}', '', 0, '', false, false, 1, true, 0, 'pending', 0, 0, '');
INSERT INTO octospira.launches (made_ms, bench_result, product, test_case, started_ms, user_name,
    report_url, arrival) VALUES (0, 'probe {number}', 1, 1, 0, '', '', 0)
    ON CONFLICT (made_ms, bench_result) DO UPDATE SET product = excluded.product;
INSERT INTO octospira.claims AS c
    VALUES (0, 'probe {number}', -{number}, '{owner}', -{number}, clock_timestamp())
    ON CONFLICT (made_ms, bench_result) DO UPDATE SET woken = false;
DELETE FROM octospira.claims WHERE notification = -{number};
INSERT INTO octospira.attempts VALUES (-{number}, 1, 0, 0, '{owner}', 'recorded', '', '');
INSERT INTO octospira.ledger VALUES ('probe {number}', '')
    ON CONFLICT (key) DO UPDATE SET value = excluded.value;
DELETE FROM octospira.ledger WHERE key = 'probe {number}';
INSERT INTO octospira.turns VALUES ('probe {number}', '{owner}', clock_timestamp())
    ON CONFLICT (name) DO UPDATE SET owner = excluded.owner;
DELETE FROM octospira.turns WHERE name = 'probe {number}';
ROLLBACK)sql";

}  // namespace

Result<StateCounts> PostgresJournal::state_counts() {
    const auto rows = session_.ask(
        "SELECT state, count(*), CASE WHEN state = 'pending' THEN (SELECT min(received_ms) "
        "FROM octospira.notifications WHERE state = 'pending') END "
        "FROM octospira.notifications GROUP BY state");
    if (!rows) return tl::unexpected(rows.error());
    StateCounts tally;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::int64_t count = rows->integer(i, 1);
        switch (state_from(rows->text(i, 0)).value_or(State::dead)) {
            case State::pending:
                tally.pending = count;
                tally.oldest_pending = rows->maybe_integer(i, 2);
                break;
            case State::recorded:
                tally.recorded = count;
                break;
            case State::ignored:
                tally.ignored = count;
                break;
            case State::conflict:
                tally.conflict = count;
                break;
            case State::dead:
                tally.dead = count;
                break;
            case State::dismissed:
                tally.dismissed = count;
                break;
        }
    }
    return tally;
}

Result<std::vector<DeliverySummary>> PostgresJournal::list(const ListQuery& query) {
    std::string sql = std::string("SELECT ") + kRowColumns + " FROM octospira.notifications";
    Parameters parameters;
    parameters.add(query.before).add(std::int64_t{std::clamp(query.limit, 0, kMostRows)});
    sql += " WHERE ($1 = 0 OR id < $1)";
    if (query.state) sql += std::string(" AND state = '") + to_string(*query.state) + "'";
    if (!query.bench_result.empty()) {
        sql += " AND made_ms = $3 AND bench_result = $4";
        parameters.add(creation_time(query.bench_result)).add(query.bench_result);
    }
    sql += list_filters(query,
                        " FROM octospira.launches l WHERE l.made_ms = notifications.made_ms AND "
                        "l.bench_result = notifications.bench_result");
    const auto rows = session_.ask_unprepared(sql + " ORDER BY id DESC LIMIT $2", parameters);
    if (!rows) return tl::unexpected(rows.error());
    std::vector<DeliverySummary> list;
    for (std::size_t i = 0; i < rows->size(); ++i) list.push_back(row_in(*rows, i));
    return list;
}

Result<std::optional<DeliveryDetail>> PostgresJournal::find(std::int64_t id) {
    const auto rows = session_.ask_unprepared(std::string("SELECT ") + kRowColumns +
                                                  ", body FROM octospira.notifications "
                                                  "WHERE id = $1",
                                              Parameters().add(id));
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) return std::optional<DeliveryDetail>();
    DeliveryDetail story{row_in(*rows, 0), rows->text(0, 21), {}, std::nullopt, {}};
    const auto attempts = session_.ask(
        "SELECT number, at_ms, took_ms, state, note, answer FROM octospira.attempts "
        "WHERE notification = $1 ORDER BY number",
        Parameters().add(id));
    if (!attempts) return tl::unexpected(attempts.error());
    for (std::size_t i = 0; i < attempts->size(); ++i) {
        story.attempts.push_back({static_cast<int>(attempts->integer(i, 0)),
                                  attempts->integer(i, 1), attempts->integer(i, 2),
                                  state_from(attempts->text(i, 3)).value_or(State::dead),
                                  attempts->text(i, 4), attempts->text(i, 5)});
    }
    const auto others = list({std::nullopt, story.row.bench_result, 0, kMostRows});
    if (!others) return tl::unexpected(others.error());
    for (const DeliverySummary& row : *others) {
        if (row.id != id) story.siblings.push_back(row.id);
    }
    auto launch = launch_of(story.row.bench_result);
    if (!launch) return tl::unexpected(launch.error());
    story.launch = std::move(*launch);
    return std::optional(std::move(story));
}

Result<int> PostgresJournal::forget(EpochMs before, int limit) {
    const auto gone = session_.ask(
        "WITH gone AS (DELETE FROM octospira.notifications WHERE id IN "
        "(SELECT id FROM octospira.notifications "
        "WHERE state IN ('recorded', 'ignored', 'conflict', 'dismissed') AND changed_ms < $1 "
        "ORDER BY changed_ms LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING id) "
        "SELECT count(*) FROM gone",
        Parameters().add(before).add(std::int64_t{limit}));
    if (!gone) return tl::unexpected(gone.error());
    // Those of notifications that still wait or are dead stay: they say where these belong.
    const auto launches =
        run("DELETE FROM octospira.launches WHERE (made_ms, bench_result) IN "
            "(SELECT l.made_ms, l.bench_result FROM octospira.launches l WHERE l.started_ms < $1 "
            "AND NOT EXISTS (SELECT FROM octospira.notifications n WHERE n.made_ms = l.made_ms "
            "AND n.bench_result = l.bench_result) FOR UPDATE SKIP LOCKED)",
            Parameters().add(before));
    if (!launches) return tl::unexpected(launches.error());
    return static_cast<int>(gone->integer(0, 0));
}

Result<void> PostgresJournal::probe(bool commit) {
    const std::string trial = replace_all(kTrial, "{owner}", owner_);
    auto tried = session_.script(replace_all(trial, "{number}", std::to_string(token())));
    if (!tried || !commit) return tried;
    auto written = remember("probe", " ");
    return written ? remember("probe", std::nullopt) : written;
}

}  // namespace octospira::recorder::postgres
