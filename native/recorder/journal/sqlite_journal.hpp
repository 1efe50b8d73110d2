#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "native/recorder/journal/journal.hpp"
#include "native/recorder/journal/journal_file.hpp"
#include "native/recorder/journal/leases.hpp"
#include "native/recorder/journal/sqlite.hpp"

namespace octospira::recorder {

/// What all connections to one SQLite store share.
struct SqliteShared {
    SqliteShared(JournalFile journal, Failpoints reached)
        : file(std::move(journal)), at(std::move(reached)) {}

    /// Succeeds if committed data would survive a restart. Errors: unavailable.
    [[nodiscard]] Result<void> usable() const;

    /// The log's pages belong into the file that is open.
    [[nodiscard]] bool may_move_log() const { return !*damage && !file.is_overwritten(); }

    JournalFile file;  ///< a recorder's is locked
    Failpoints at;
    const sqlite::Damage damage = std::make_shared<std::atomic<bool>>(false);
    std::atomic<int> log_frames{0};  ///< of the write-ahead log, after the last commit
    /// Nearly all of the write-ahead log has been moved. The next writer moves the rest and so
    /// restarts the log: a log that only grows is twice as slow to sync as one that is written
    /// over.
    std::atomic<bool> log_nearly_moved{false};
    Leases deliveries;
    Leases launches;
};

/// A journal in an SQLite file. Its parts are in four files: arrivals (sqlite_journal.cpp),
/// delivery (sqlite_deliveries.cpp), what an operator asks for (sqlite_reports.cpp) and decides
/// (sqlite_operator.cpp).
class SqliteJournal : public Journal {
  public:
    /// The SQL of the statements that are used all the time, prepared once; see sqlite_journal.cpp.
    enum Sql {
        kFindRun,
        kAddNotification,
        kAddLaunch,
        kWake,
        kDue,
        kDueNewest,
        kNextDue,
        kFinish,
        kChanged,
        kAddAttempt,
        kLaunchOf,
        kPostsOf,
        kRecall,
        kRemember,
        kForget,
        kCountOfSql
    };

    /// Errors: unavailable when the tables are not as they should be.
    [[nodiscard]] static Result<std::unique_ptr<Journal>> create(
        sqlite::Database database, std::shared_ptr<SqliteShared> shared);

    SqliteJournal(sqlite::Database database, std::vector<sqlite::Statement> statements,
                  std::shared_ptr<SqliteShared> shared)
        : shared_(std::move(shared)),
          database_(std::move(database)),
          statements_(std::move(statements)) {}
    SqliteJournal(const SqliteJournal&) = delete;
    SqliteJournal& operator=(const SqliteJournal&) = delete;
    ~SqliteJournal() override { shared_->deliveries.unlock_all(this); }

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
    [[nodiscard]] sqlite::Statement& on(Sql sql) { return statements_[sql]; }
    [[nodiscard]] Result<Stored> keep_notification(const NewNotification& notification);
    [[nodiscard]] Result<Stored> keep_launch(const NewLaunch& launch);
    [[nodiscard]] Result<std::vector<Stored>> keep_all(const std::vector<Incoming>& arrivals);
    [[nodiscard]] Result<void> try_insert();
    [[nodiscard]] Result<void> try_commit();
    [[nodiscard]] Result<std::optional<Pending>> claim_of(Sql due, EpochMs now,
                                                          std::chrono::milliseconds lease);
    [[nodiscard]] Result<void> write_finished(const Finished& finished);
    /// A statement that is used now and then.
    [[nodiscard]] Result<void> run(std::string_view sql, std::int64_t first,
                                   std::int64_t second = 0);

    std::shared_ptr<SqliteShared> shared_;  // first: the connection counts into it to its end
    sqlite::Database database_;
    std::vector<sqlite::Statement> statements_;  // after database_: it outlives its statements
};

/// The launch in a row: bench result, product, test case, release, test set, started, user,
/// report, in this order from column `first` on. Empty when the row was changed by hand and makes
/// no sense.
[[nodiscard]] std::optional<flows::Launch> launch_in(const sqlite::Statement& row, int first);
}  // namespace octospira::recorder
