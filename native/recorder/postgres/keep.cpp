#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "core/base/optional_id.hpp"
#include "native/recorder/journal/creation_time.hpp"
#include "native/recorder/journal/journal_rules.hpp"
#include "native/recorder/postgres/journal.hpp"

// What comes in. Rows are locked in the order of the indexes, so that two recorders with the same
// notifications wait for each other and never in a circle.

namespace octospira::recorder::postgres {

namespace {

/// So often a group is begun again because another recorder kept some of it at the same moment.
constexpr int kMostRaces = 10;

/// A join could be planned without the index. The lock keeps these from being deleted.
constexpr const char* kSiblings =
    "SELECT o.bench_result, o.event, o.id, o.verdict, o.leads, o.arrival, o.state "
    "FROM unnest($1::bigint[], $2::text[]) AS a (made, run) CROSS JOIN LATERAL "
    "(SELECT * FROM octospira.notifications n WHERE n.made_ms = a.made AND n.bench_result = a.run "
    "ORDER BY n.event FOR KEY SHARE) o";

constexpr const char* kAddNotifications =
    "WITH added AS (INSERT INTO octospira.notifications (id, made_ms, bench_result, event, "
    "received_ms, body, build, reconciled, verdict, leads, arrival, state, next_attempt_ms, "
    "changed_ms, note) SELECT a.id, made, run, event, received, body, build, asked, verdict, "
    "leads, arrival, state, received, received, note FROM unnest($2::bigint[], $3::bigint[], "
    "$4::text[], $5::text[], $6::bigint[], $7::text[], $8::integer[]::boolean[], "
    "$9::integer[]::boolean[], $10::integer[], $11::integer[]::boolean[], $12::bigint[], "
    "$13::text[], $14::text[]) AS a (id, made, run, event, received, body, build, asked, verdict, "
    "leads, arrival, state, note) ON CONFLICT DO NOTHING RETURNING state) "
    "SELECT count(*), CASE WHEN bool_or(state = 'pending') THEN pg_notify('octospira', $1)::text "
    "END FROM added";

constexpr const char* kAddLaunch =
    "INSERT INTO octospira.launches (made_ms, bench_result, product, test_case, release, "
    "test_set, started_ms, user_name, report_url, next_poll_ms, arrival) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING "
    "RETURNING arrival";
constexpr const char* kLaunchThere =
    "SELECT arrival, test_case FROM octospira.launches WHERE made_ms = $1 AND bench_result = $2";
constexpr const char* kWake =
    "UPDATE octospira.notifications SET state = 'pending', attempts = 0, "
    "next_attempt_ms = received_ms WHERE made_ms = $1 AND bench_result = $2 "
    "AND (state = 'pending' OR state = 'dead' AND test_case IS NULL)";

/// The state it was kept in: a group that is kept again may have been delivered meanwhile.
State kept_as(State now) {
    return now == State::ignored || now == State::conflict ? now : State::pending;
}

const std::string& bench_result_of(const Incoming& arrival) {
    const auto* launch = std::get_if<NewLaunch>(&arrival);
    return launch != nullptr ? launch->launch.bench_result.text()
                             : std::get<NewNotification>(arrival).bench_result;
}

/// One group, within a transaction.
class GroupWriter {
  public:
    /// `token`: of the group. An arrival has the one at its place; one that is kept again because
    /// the answer was lost has the same.
    GroupWriter(Session& session, const std::string& owner, const std::vector<Incoming>& arrivals,
                std::int64_t token)
        : session_(session), owner_(owner), arrivals_(arrivals), token_(token) {
        for (const Incoming& arrival : arrivals_)
            made_.push_back(creation_time(bench_result_of(arrival)));
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::sort(order_.begin(), order_.end(), [this](std::size_t a, std::size_t b) {
            return std::tie(made_[a], bench_result_of(arrivals_[a]), a) <
                   std::tie(made_[b], bench_result_of(arrivals_[b]), b);
        });
    }

    /// False: another recorder has kept some of it since, and all of it is to be rolled back.
    Result<bool> write() {
        for (const std::size_t at : order_) {
            const auto* launch = std::get_if<NewLaunch>(&arrivals_[at]);
            if (launch == nullptr) continue;
            if (auto done = keep_launch(at, *launch); !done) return tl::unexpected(done.error());
        }
        if (auto read = read_siblings(); !read) return tl::unexpected(read.error());
        if (auto named = take_ids(); !named) return tl::unexpected(named.error());
        for (std::size_t at = 0; at < arrivals_.size(); ++at) {
            if (const auto* one = std::get_if<NewNotification>(&arrivals_[at])) decide(at, *one);
        }
        return add();
    }
    [[nodiscard]] std::vector<Stored> stored() && { return std::move(stored_); }

  private:
    struct Sibling {
        std::int64_t id;
        std::int64_t arrival;
        State state;
    };
    struct Run {
        std::map<std::string, Sibling> by_event;
        std::optional<FirstVerdict> first;
    };
    struct Decision {
        Classified as;
        bool leads = false;
    };

    [[nodiscard]] std::int64_t arrival(std::size_t at) const {
        return token_ + static_cast<std::int64_t>(at) + 1;
    }

    Result<void> keep_launch(std::size_t at, const NewLaunch& arrived) {
        const flows::Launch& launch = arrived.launch;
        Parameters where;
        where.add(made_[at]).add(launch.bench_result.text());
        const auto added = session_.ask(kAddLaunch, Parameters(where)
                                                        .add(std::int64_t{launch.product.value()})
                                                        .add(std::int64_t{launch.test_case.value()})
                                                        .add(number_of(launch.release))
                                                        .add(number_of(launch.test_set))
                                                        .add(launch.started)
                                                        .add(launch.user)
                                                        .add(launch.report_url)
                                                        .add(arrived.next_poll)
                                                        .add(arrival(at)));
        if (!added) return tl::unexpected(added.error());
        if (added->empty()) return see_launch(at, arrived, where);
        return session_.ask(kWake, where)
            .and_then([&](const Rows&) { return wake_claims(session_, where); })
            .and_then([&](const Rows&) { return notify(session_, owner_); })
            .map([](const Rows&) {});
    }

    /// One that is there: kept before, or by us, and only the answer was lost.
    Result<void> see_launch(std::size_t at, const NewLaunch& arrived, const Parameters& where) {
        const auto there = session_.ask(kLaunchThere, where);
        if (!there) return tl::unexpected(there.error());
        const auto test_case =
            there->empty() ? std::nullopt : maybe_id<TestCaseId>(there->maybe_integer(0, 1));
        const bool ours = !there->empty() && there->integer(0, 0) == arrival(at);
        if (!ours)
            stored_[at] = launched_before(arrived, test_case.value_or(arrived.launch.test_case));
        return {};
    }

    Result<void> read_siblings() {
        std::vector<std::optional<std::int64_t>> made;
        std::vector<std::string> names;
        for (const std::size_t at : order_) {
            const std::string& name = bench_result_of(arrivals_[at]);
            if (!std::holds_alternative<NewNotification>(arrivals_[at])) continue;
            if (!runs_.try_emplace(name).second) continue;
            made.emplace_back(made_[at]);
            names.push_back(name);
        }
        const auto rows =
            session_.ask(kSiblings, Parameters().add_integers(made).add_texts(std::move(names)));
        if (!rows) return tl::unexpected(rows.error());
        for (std::size_t i = 0; i < rows->size(); ++i) {
            Run& run = runs_[rows->text(i, 0)];
            run.by_event[rows->text(i, 1)] = {rows->integer(i, 2), rows->integer(i, 5),
                                              state_from(rows->text(i, 6)).value_or(State::dead)};
            if (rows->is_true(i, 4)) run.first = {rows->integer(i, 2), rows->integer(i, 3)};
        }
        return {};
    }

    /// One for each arrival, so that their order is that of the arrivals.
    Result<void> take_ids() {
        const auto rows = session_.ask(
            "SELECT nextval('octospira.notification_ids') FROM generate_series(1, $1::bigint)",
            Parameters().add(static_cast<std::int64_t>(arrivals_.size())));
        if (!rows) return tl::unexpected(rows.error());
        for (std::size_t at = 0; at < rows->size(); ++at) ids_.push_back(rows->integer(at, 0));
        return {};
    }

    void decide(std::size_t at, const NewNotification& one) {
        Run& run = runs_[one.bench_result];
        if (const auto there = run.by_event.find(one.event); there != run.by_event.end()) {
            const Sibling& same = there->second;
            stored_[at] = {same.id, same.arrival != arrival(at), kept_as(same.state)};
            return;
        }
        Decision decision{classify(one, run.first), one.verdict && !run.first};
        if (decision.leads) run.first = {ids_[at], *one.verdict};
        run.by_event[one.event] = {ids_[at], arrival(at), decision.as.state};
        stored_[at] = {ids_[at], false, decision.as.state};
        decisions_.emplace(at, std::move(decision));
    }

    Result<bool> add() {
        if (decisions_.empty()) return true;
        std::vector<std::optional<std::int64_t>> ids, made, received, build, asked, verdicts, leads,
            places;
        std::vector<std::string> names, events, bodies, states, notes;
        for (const std::size_t at : order_) {
            const auto decision = decisions_.find(at);
            if (decision == decisions_.end()) continue;
            const auto& one = std::get<NewNotification>(arrivals_[at]);
            ids.emplace_back(ids_[at]);
            made.emplace_back(made_[at]);
            names.push_back(one.bench_result);
            events.push_back(one.event);
            received.emplace_back(one.received);
            bodies.push_back(one.body);
            build.emplace_back(one.build ? 1 : 0);
            asked.emplace_back(one.reconciled ? 1 : 0);
            verdicts.push_back(one.verdict);
            leads.emplace_back(decision->second.leads ? 1 : 0);
            places.emplace_back(arrival(at));
            states.emplace_back(to_string(decision->second.as.state));
            notes.push_back(decision->second.as.note);
        }
        Parameters all;
        all.add(owner_).add_integers(ids).add_integers(made).add_texts(std::move(names));
        all.add_texts(std::move(events)).add_integers(received).add_texts(std::move(bodies));
        all.add_integers(build).add_integers(asked).add_integers(verdicts).add_integers(leads);
        all.add_integers(places).add_texts(std::move(states)).add_texts(std::move(notes));
        const auto added = session_.ask(kAddNotifications, all);
        if (!added) return tl::unexpected(added.error());
        return added->integer(0, 0) == static_cast<std::int64_t>(decisions_.size());
    }

    Session& session_;
    const std::string& owner_;
    const std::vector<Incoming>& arrivals_;
    const std::int64_t token_;
    std::vector<std::int64_t> made_;
    std::vector<std::size_t> order_ = std::vector<std::size_t>(arrivals_.size());  ///< by index
    std::vector<std::int64_t> ids_;
    std::map<std::string, Run> runs_;
    std::map<std::size_t, Decision> decisions_;  ///< on what is new, by its place
    std::vector<Stored> stored_ = std::vector<Stored>(arrivals_.size());
};

}  // namespace

Result<std::vector<Stored>> PostgresJournal::keep(const std::vector<Incoming>& arrivals) {
    std::vector<Stored> stored;
    if (arrivals.empty()) return stored;
    const std::int64_t group = token();
    for (int races = 0;; ++races) {
        bool raced = false;
        auto done = session_.in_transaction([&]() -> Result<void> {
            GroupWriter writer(session_, owner_, arrivals, group);
            const auto whole = writer.write();
            if (!whole) return tl::unexpected(whole.error());
            raced = !*whole;
            if (raced)
                return failure(ErrorKind::unavailable,
                               "Another recorder keeps the same notifications all the time.", "",
                               "journal");
            stored = std::move(writer).stored();
            at_failpoint(at_, "written");
            return {};
        });
        if (done) return stored;
        if (!raced || races == kMostRaces) return tl::unexpected(std::move(done).error());
    }
}

}  // namespace octospira::recorder::postgres
