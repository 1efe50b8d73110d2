#pragma once

#include <memory>
#include <random>
#include <string>

#include "native/recorder/journal/journal.hpp"
#include "native/recorder/postgres/session.hpp"

namespace octospira::recorder::postgres {

/// A journal in PostgreSQL, which several recorders share. Its parts are in five files: arrivals
/// (keep.cpp), launches and the ledger (journal.cpp), delivery (deliveries.cpp), what an operator
/// asks for (reports.cpp) and decides (operator.cpp).
///
/// `owner` is the recorder, the same for all connections of a store: claims belong to it, and a
/// finish() whose claim another recorder has meanwhile changes nothing and is a `conflict`.
class PostgresJournal : public Journal {
  public:
    PostgresJournal(Session session, std::string owner, Failpoints at);

    Result<std::vector<Stored>> keep(const std::vector<Incoming>& arrivals) override;

    Result<std::optional<Pending>> claim(EpochMs now, std::chrono::milliseconds lease) override;
    Result<std::optional<Pending>> claim_newest(EpochMs now,
                                                std::chrono::milliseconds lease) override;
    Result<void> renew(const std::vector<std::int64_t>& ids,
                       std::chrono::milliseconds lease) override;
    Result<void> give_back(std::int64_t id) override;
    Result<void> finish(const Finished& finished) override;
    Result<std::optional<EpochMs>> next_due(EpochMs now) override;
    Result<void> make_due(EpochMs now, std::chrono::milliseconds longest) override;
    Result<bool> lock(const std::string& name) override;
    Result<void> unlock(const std::string& name) override;
    Result<void> renew_turns(std::chrono::milliseconds lease) override;

    Result<LedgerEntries> posts_of(const std::string& bench_result) override;
    Result<bool> keep_intent(const RunIntent& intent) override;
    Result<std::optional<flows::Launch>> launch_of(const std::string& bench_result) override;
    Result<std::optional<std::string>> recall(const std::string& key) override;
    Result<void> remember(const std::string& key, const std::optional<std::string>& value) override;

    Result<std::optional<Watched>> claim_launch(EpochMs now,
                                                std::chrono::milliseconds lease) override;
    Result<void> watch(const std::string& bench_result, std::optional<EpochMs> next_poll,
                       std::optional<std::int64_t> expected_ms) override;
    Result<std::optional<EpochMs>> next_poll() override;

    Result<StateCounts> state_counts() override;
    Result<std::vector<DeliverySummary>> list(const ListQuery& query) override;
    Result<std::optional<DeliveryDetail>> find(std::int64_t id) override;
    Result<int> replay(std::optional<std::int64_t> id, EpochMs now) override;
    Result<int> retry_now(std::optional<std::int64_t> id, EpochMs now) override;
    Result<bool> dismiss(std::int64_t id, const Dismissal& why, EpochMs now) override;
    Result<bool> assign(std::int64_t id, ProductId product, TestCaseId test_case,
                        EpochMs now) override;
    Result<bool> recognise(std::int64_t id, const Recognised& found, EpochMs now) override;
    Result<std::vector<Expected>> expected(EpochMs now, int limit) override;
    Result<void> keep_refused(const RefusedBody& refused, int limit) override;
    Result<std::vector<RefusedBody>> refused(int limit) override;
    Result<int> forget(EpochMs before, int limit) override;
    using Journal::probe;
    Result<void> probe(bool commit) override;

  private:
    [[nodiscard]] Result<void> run(const char* sql, const Parameters& parameters);
    [[nodiscard]] Result<bool> was_finished(const Finished& finished);
    [[nodiscard]] Result<void> write_finished(const Finished& finished);
    /// The first number that the statement answers.
    [[nodiscard]] Result<int> changed(const std::string& sql, const Parameters& parameters);
    [[nodiscard]] Result<std::optional<EpochMs>> time(const char* sql,
                                                      const Parameters& parameters = {});
    /// A unique number, to recognise a repeated call.
    [[nodiscard]] std::int64_t token();

    Session session_;
    std::mt19937_64 random_{std::random_device()()};
    const std::string owner_;
    const std::string turn_owner_ = owner_ + "/" + std::to_string(random_());  ///< one connection
    const Failpoints at_;
};

/// The columns of a launch, and the launch in a row whose columns from `first` on are these. Empty
/// when the row was changed by hand and makes no sense.
inline constexpr const char* kLaunchColumns =
    "bench_result, product, test_case, release, test_set, started_ms, user_name, report_url";
[[nodiscard]] std::optional<flows::Launch> launch_in(const Rows& rows, std::size_t row,
                                                     std::size_t first = 0);

/// Tells attempts in hand that the launch of made_ms $1 and bench_result $2 came: one that fails
/// for want of it is made again at once.
[[nodiscard]] Result<Rows> wake_claims(Session& session, const Parameters& where);
/// Tells other recorders than `owner`, after the commit, that something is due.
[[nodiscard]] Result<Rows> notify(Session& session, const std::string& owner);

}  // namespace octospira::recorder::postgres
