#include <utility>

#include "native/recorder/journal.hpp"
#include "native/recorder/schema.hpp"
#include "native/recorder/sqlite.hpp"

namespace octospira::recorder {

namespace {

using sqlite::Database;
using sqlite::Statement;

/// Every statement the journal uses, prepared once.
struct Statements {
    Statement add_notification;
    Statement find_notification;
    Statement add_launch;
    Statement wake;
    Statement due;
    Statement next_due;
    Statement finish;
    Statement launch_of;
    Statement recall;
    Statement remember;
    Statement forget;
    Statement tally;
};

Result<Statements> prepare_all(Database& database) {
    std::vector<Statement> all;
    for (const char* sql : {
             "INSERT INTO notifications (bench_result, event, received_ms, body, build, state, "
             "next_attempt_ms, changed_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?3, ?3) "
             "ON CONFLICT (bench_result, event) DO NOTHING",
             "SELECT id FROM notifications WHERE bench_result = ?1 AND event = ?2",
             "INSERT INTO launches (bench_result, product, test_case, release, test_set, "
             "started_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (bench_result) DO NOTHING",
             "UPDATE notifications SET state = 'pending', attempts = 0, next_attempt_ms = "
             "received_ms WHERE bench_result = ?1 AND (state = 'pending' OR "
             "(state = 'dead' AND test_case IS NULL))",
             "SELECT id, bench_result, event, received_ms, body, build, attempts "
             "FROM notifications WHERE state = 'pending' AND next_attempt_ms <= ?1 "
             "ORDER BY next_attempt_ms, id LIMIT ?2",
             "SELECT min(next_attempt_ms) FROM notifications "
             "WHERE state = 'pending' AND next_attempt_ms > ?1",
             "UPDATE notifications SET state = ?2, attempts = ?3, next_attempt_ms = ?4, "
             "changed_ms = ?5, last_error = ?6, product = ifnull(?7, product), "
             "test_case = ifnull(?8, test_case), test_run = ifnull(?9, test_run), "
             "execution_status = ifnull(?10, execution_status) WHERE id = ?1",
             "SELECT product, test_case, release, test_set, started_ms FROM launches "
             "WHERE bench_result = ?1",
             "SELECT value FROM ledger WHERE key = ?1",
             "INSERT INTO ledger (key, value) VALUES (?1, ?2) "
             "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
             "DELETE FROM ledger WHERE key = ?1",
             "SELECT state, count(*) FROM notifications GROUP BY state",
         }) {
        auto statement = database.prepare(sql);
        if (!statement) return tl::unexpected(statement.error());
        all.push_back(std::move(*statement));
    }
    std::size_t at = 0;
    const auto next = [&all, &at] { return std::move(all[at++]); };
    return Statements{next(), next(), next(), next(), next(), next(),
                      next(), next(), next(), next(), next(), next()};
}

template <class Id>
std::optional<std::int64_t> value_of(const std::optional<Id>& id) {
    if (!id) return std::nullopt;
    return id->value();
}

template <class Id>
std::optional<Id> id_from(const std::optional<std::int64_t>& value) {
    if (!value) return std::nullopt;
    const auto id = Id::from(*value);
    if (!id) return std::nullopt;
    return *id;
}

class SqliteJournal : public Journal {
  public:
    SqliteJournal(Database database, Statements statements)
        : database_(std::move(database)), on_(std::move(statements)) {}

    Result<std::vector<Kept>> keep(const std::vector<Arrival>& arrivals) override {
        if (auto begun = database_.execute("BEGIN IMMEDIATE"); !begun) {
            return tl::unexpected(begun.error());
        }
        auto kept = keep_each(arrivals);
        if (kept) {
            auto committed = database_.execute("COMMIT");
            if (!committed) kept = tl::unexpected(std::move(committed).error());
        }
        if (!kept) (void)database_.execute("ROLLBACK");
        return kept;
    }

    Result<std::vector<Pending>> due(EpochMs now, int limit) override {
        std::vector<Pending> rows;
        const auto read =
            on_.due.bind(1, now).bind(2, std::int64_t{limit}).each([&rows](const Statement& row) {
                rows.push_back({row.integer(0), row.text(1), row.text(2), row.integer(3),
                                row.text(4), row.integer(5) != 0,
                                static_cast<int>(row.integer(6))});
            });
        if (!read) return tl::unexpected(read.error());
        return rows;
    }

    Result<std::optional<EpochMs>> next_due(EpochMs now) override {
        std::optional<EpochMs> next;
        const auto read = on_.next_due.bind(1, now).each(
            [&next](const Statement& row) { next = row.maybe_integer(0); });
        if (!read) return tl::unexpected(read.error());
        return next;
    }

    Result<void> finish(const Finished& finished) override {
        return on_.finish.bind(1, finished.id)
            .bind(2, to_string(finished.state))
            .bind(3, std::int64_t{finished.attempts})
            .bind(4, finished.next_attempt)
            .bind(5, finished.now)
            .bind(6, finished.note)
            .bind(7, finished.product)
            .bind(8, finished.test_case)
            .bind(9, finished.test_run)
            .bind(10, finished.execution_status)
            .run();
    }

    Result<std::optional<flows::Launch>> launch_of(const std::string& bench_result) override {
        std::optional<flows::Launch> launch;
        const auto read = on_.launch_of.bind(1, bench_result).each([&](const Statement& row) {
            const auto id = BenchResultId::parse(bench_result);
            const auto product = ProductId::from(row.integer(0));
            const auto test_case = TestCaseId::from(row.integer(1));
            if (!id || !product || !test_case) return;  // changed by hand: as if not there
            launch = flows::Launch{*id,
                                   *product,
                                   *test_case,
                                   id_from<ReleaseId>(row.maybe_integer(2)),
                                   id_from<TestSetId>(row.maybe_integer(3)),
                                   row.integer(4)};
        });
        if (!read) return tl::unexpected(read.error());
        return launch;
    }

    Result<std::optional<std::string>> recall(const std::string& key) override {
        std::optional<std::string> value;
        const auto read =
            on_.recall.bind(1, key).each([&value](const Statement& row) { value = row.text(0); });
        if (!read) return tl::unexpected(read.error());
        return value;
    }

    Result<void> remember(const std::string& key,
                          const std::optional<std::string>& value) override {
        if (!value) return on_.forget.bind(1, key).run();
        return on_.remember.bind(1, key).bind(2, *value).run();
    }

    Result<Tally> tally() override {
        Tally tally;
        const auto read = on_.tally.each([&tally](const Statement& row) {
            const std::string state = row.text(0);
            const std::int64_t count = row.integer(1);
            if (state == to_string(State::pending)) tally.pending = count;
            if (state == to_string(State::recorded)) tally.recorded = count;
            if (state == to_string(State::ignored)) tally.ignored = count;
            if (state == to_string(State::dead)) tally.dead = count;
        });
        if (!read) return tl::unexpected(read.error());
        return tally;
    }

    Result<void> probe() override {
        if (auto begun = database_.execute("BEGIN IMMEDIATE"); !begun) return begun;
        auto written = remember("probe", "written");
        (void)database_.execute("ROLLBACK");
        return written;
    }

  private:
    Result<std::vector<Kept>> keep_each(const std::vector<Arrival>& arrivals) {
        std::vector<Kept> kept;
        for (const Arrival& arrival : arrivals) {
            const auto* const launch = std::get_if<flows::Launch>(&arrival);
            auto one = launch != nullptr ? keep_launch(*launch)
                                         : keep_notification(std::get<NewNotification>(arrival));
            if (!one) return tl::unexpected(one.error());
            kept.push_back(*one);
        }
        return kept;
    }

    Result<Kept> keep_notification(const NewNotification& notification) {
        auto added = on_.add_notification.bind(1, notification.bench_result)
                         .bind(2, notification.event)
                         .bind(3, notification.received)
                         .bind(4, notification.body)
                         .bind(5, std::int64_t{notification.build})
                         .bind(6, to_string(notification.state))
                         .run();
        if (!added) return tl::unexpected(added.error());
        if (database_.changes() > 0) return Kept{database_.last_id(), false};
        Kept kept{0, true};
        const auto found = on_.find_notification.bind(1, notification.bench_result)
                               .bind(2, notification.event)
                               .each([&kept](const Statement& row) { kept.id = row.integer(0); });
        if (!found) return tl::unexpected(found.error());
        return kept;
    }

    Result<Kept> keep_launch(const flows::Launch& launch) {
        auto added = on_.add_launch.bind(1, launch.bench_result.text())
                         .bind(2, std::int64_t{launch.product.value()})
                         .bind(3, std::int64_t{launch.test_case.value()})
                         .bind(4, value_of(launch.release))
                         .bind(5, value_of(launch.test_set))
                         .bind(6, launch.started)
                         .run();
        if (!added) return tl::unexpected(added.error());
        if (database_.changes() == 0) return Kept{0, true};
        auto woken = on_.wake.bind(1, launch.bench_result.text()).run();
        if (!woken) return tl::unexpected(woken.error());
        return Kept{};
    }

    Database database_;
    Statements on_;  // after database_: a connection outlives its statements
};

}  // namespace

const char* to_string(State state) {
    switch (state) {
        case State::pending:
            return "pending";
        case State::recorded:
            return "recorded";
        case State::ignored:
            return "ignored";
        case State::dead:
            return "dead";
    }
    return "dead";
}

Result<std::unique_ptr<Journal>> open_sqlite_journal(const std::string& path) {
    auto database = Database::open(path);
    if (!database) return tl::unexpected(database.error());
    // FULL: a commit returns when the disk has it, not when the system has it.
    auto set = database->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    if (!set) return tl::unexpected(set.error());
    if (auto ready = bring_up_to_date(*database); !ready) return tl::unexpected(ready.error());
    auto statements = prepare_all(*database);
    if (!statements) return tl::unexpected(statements.error());
    return std::make_unique<SqliteJournal>(std::move(*database), std::move(*statements));
}

}  // namespace octospira::recorder
