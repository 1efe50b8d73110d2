#include "native/recorder/postgres/journal.hpp"

#include "native/recorder/journal/creation_time.hpp"

namespace octospira::recorder::postgres {

namespace {

/// A group as the columns of octospira.keep() (schema_steps.cpp); what one kind of arrival does not
/// have is NULL or empty.
class Columns {
  public:
    void add(const NewNotification& notification) {
        const auto& n = notification;
        common(false, n.bench_result, n.received);
        events_.push_back(n.event);
        bodies_.push_back(n.body);
        builds_.emplace_back(n.build ? 1 : 0);
        reconciled_.emplace_back(n.reconciled ? 1 : 0);
        verdicts_.push_back(n.verdict);
        for (auto* const column : {&products_, &test_cases_, &releases_, &test_sets_, &polls_}) {
            column->emplace_back();
        }
        users_.emplace_back();
        reports_.emplace_back();
    }

    void add(const NewLaunch& arrival) {
        const flows::Launch& launch = arrival.launch;
        common(true, launch.bench_result.text(), launch.started);
        events_.emplace_back();
        bodies_.emplace_back();
        for (auto* const column : {&builds_, &reconciled_, &verdicts_}) column->emplace_back();
        products_.emplace_back(launch.product.value());
        test_cases_.emplace_back(launch.test_case.value());
        releases_.push_back(value_of(launch.release));
        test_sets_.push_back(value_of(launch.test_set));
        polls_.emplace_back(arrival.next_poll);
        users_.push_back(launch.user);
        reports_.push_back(launch.report_url);
    }

    [[nodiscard]] Parameters parameters(const std::string& owner, std::int64_t token) && {
        Parameters all;
        all.add(owner).add(token).add_integers(launches_).add_integers(made_);
        all.add_texts(std::move(runs_)).add_texts(std::move(events_)).add_integers(times_);
        all.add_texts(std::move(bodies_)).add_integers(builds_).add_integers(reconciled_);
        all.add_integers(verdicts_).add_integers(products_).add_integers(test_cases_);
        all.add_integers(releases_).add_integers(test_sets_).add_texts(std::move(users_));
        all.add_texts(std::move(reports_)).add_integers(polls_);
        return all;
    }

  private:
    using Integers = std::vector<std::optional<std::int64_t>>;

    template <class Id>
    static std::optional<std::int64_t> value_of(const std::optional<Id>& id) {
        if (!id) return std::nullopt;
        return id->value();
    }

    void common(bool launch, const std::string& bench_result, EpochMs time) {
        launches_.emplace_back(launch ? 1 : 0);
        made_.emplace_back(creation_time(bench_result));
        runs_.push_back(bench_result);
        times_.emplace_back(time);
    }

    Integers launches_, made_, times_, builds_, reconciled_, verdicts_;
    Integers products_, test_cases_, releases_, test_sets_, polls_;
    std::vector<std::string> runs_, events_, bodies_, users_, reports_;
};

constexpr const char* kKeep =
    "SELECT place, id, is_new, state FROM octospira.keep($1, $2, $3::integer[]::boolean[], $4, $5, "
    "$6, $7, $8, $9::integer[]::boolean[], $10::integer[]::boolean[], $11, $12, $13, $14, $15, "
    "$16, $17, $18)";

template <class Id>
std::optional<Id> id_from(const std::optional<std::int64_t>& value) {
    if (!value) return std::nullopt;
    const auto id = Id::from(*value);
    if (!id) return std::nullopt;
    return *id;
}

/// The state it was kept in: a group that is kept again may have been delivered meanwhile.
State kept_as(const std::string& state) {
    const State now = state_from(state).value_or(State::pending);
    return now == State::ignored || now == State::conflict ? now : State::pending;
}

}  // namespace

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

Result<std::vector<Stored>> PostgresJournal::keep(const std::vector<Incoming>& arrivals) {
    std::vector<Stored> kept(arrivals.size());
    if (arrivals.empty()) return kept;
    Columns columns;
    for (const Incoming& arrival : arrivals) {
        std::visit([&columns](const auto& one) { columns.add(one); }, arrival);
    }
    const Parameters parameters = std::move(columns).parameters(owner_, token());
    Result<Rows> rows;
    if (at_) {
        // A statement is a transaction; the point within needs one that can be stopped in.
        auto done = session_.in_transaction([&]() -> Result<void> {
            rows = session_.ask(kKeep, parameters);
            if (!rows) return tl::unexpected(rows.error());
            at_failpoint(at_, "written");
            return {};
        });
        if (!done) return tl::unexpected(std::move(done).error());
    } else {
        rows = session_.ask(kKeep, parameters);
    }
    if (!rows) return tl::unexpected(std::move(rows).error());
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const auto place = static_cast<std::size_t>(rows->integer(i, 0)) - 1;
        kept[place] = {rows->integer(i, 1), !rows->is_true(i, 2), kept_as(rows->text(i, 3))};
    }
    return kept;
}

std::optional<flows::Launch> launch_in(const Rows& rows, std::size_t row, std::size_t first) {
    const auto id = BenchResultId::parse(rows.text(row, first));
    const auto product = ProductId::from(rows.integer(row, first + 1));
    const auto test_case = TestCaseId::from(rows.integer(row, first + 2));
    if (!id || !product || !test_case) return std::nullopt;
    flows::Launch launch{*id,
                         *product,
                         *test_case,
                         id_from<ReleaseId>(rows.maybe_integer(row, first + 3)),
                         id_from<TestSetId>(rows.maybe_integer(row, first + 4)),
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
    std::optional<std::int64_t> launched;
    if (intent.launched) launched = intent.launched->value();
    return session_
        .ask("SELECT octospira.keep_intent($1, $2, $3, $4, $5)",
             Parameters()
                 .add(creation_time(intent.bench_result))
                 .add(intent.bench_result)
                 .add(launched)
                 .add(intent.key)
                 .add(intent.text))
        .map([](const Rows& rows) { return rows.is_true(0, 0); });
}

}  // namespace octospira::recorder::postgres
