#include "native/recorder/sqlite_store.hpp"

#include <optional>
#include <utility>

#include "native/recorder/background.hpp"
#include "native/recorder/journal_lock.hpp"
#include "native/recorder/schema.hpp"
#include "native/recorder/sqlite_journal.hpp"

namespace octospira::recorder {

namespace {

using sqlite::Database;

// How often the log is looked at, and how long a short one may wait. A sync of the database holds
// up the commits' own, so there are as few as keep the log small.
constexpr std::chrono::milliseconds kBetweenLooks(100);
constexpr int kMostLooks = 20;
// Of pages in the write-ahead log, of 4 kB.
constexpr int kLongLog = 2000;
constexpr int kLittle = 100;
/// Each finds less to move than the one before.
constexpr int kTries = 4;

Result<Database> open_database(const std::string& path) {
    auto database = Database::open(path);
    if (!database) return database;
    // FULL: a commit returns when the disk has it, not when the system has it.
    auto set = database->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    if (!set) return tl::unexpected(set.error());
    return database;
}

/// Moves what was committed from the write-ahead log into the database, on a thread and a
/// connection of its own: a commit never waits for it, as it would if SQLite did it by itself at
/// every thousandth page.
///
/// While notifications pour in, more has been written when this has moved what was there, and the
/// log would never begin anew. So the little that is left is moved by whoever writes next.
class Checkpoints {
  public:
    Checkpoints(Database database, std::shared_ptr<SqliteShared> shared)
        : database_(std::move(database)), shared_(std::move(shared)), thread_([this] {
              if (is_due()) shared_->log_nearly_moved = move();
              return kBetweenLooks;
          }) {
        thread_.start();
    }
    Checkpoints(const Checkpoints&) = delete;
    Checkpoints& operator=(const Checkpoints&) = delete;

  private:
    bool is_due() {
        if (shared_->log_frames < kLongLog && ++looks_ < kMostLooks) return false;
        looks_ = 0;
        return true;
    }

    /// True when the log was long and is moved but for what came meanwhile. A failure is no loss:
    /// the log stays, and the next turn tries again.
    bool move() {
        int moved = 0;
        for (int tries = 0; tries < kTries && !thread_.stopping(); ++tries) {
            const auto log = database_.checkpoint();
            if (!log || log->frames < kLongLog) return false;
            if (log->frames - moved <= kLittle) return true;
            moved = log->moved;
        }
        return true;
    }

    int looks_ = 0;
    Database database_;
    std::shared_ptr<SqliteShared> shared_;
    Background thread_;
};

class SqliteStore : public JournalStore {
  public:
    SqliteStore(const StoreOptions& options, std::optional<JournalLock> lock)
        : path_(options.where),
          lock_(std::move(lock)),
          shared_(std::make_shared<SqliteShared>(options.at)) {}

    Result<void> prepare() {
        auto database = open_database(path_);
        if (!database) return tl::unexpected(database.error());
        if (auto ready = bring_up_to_date(*database); !ready) return ready;
        if (lock_) checkpoints_.emplace(std::move(*database), shared_);
        return {};
    }

    Result<std::unique_ptr<Journal>> connect() override {
        auto database = open_database(path_);
        if (!database) return tl::unexpected(database.error());
        if (checkpoints_) database->watch_log(shared_->log_frames);
        return SqliteJournal::create(std::move(*database), shared_);
    }

    bool is_local() const override { return true; }
    void listen(std::function<void()>) override {}

  private:
    const std::string path_;
    std::optional<JournalLock> lock_;
    std::optional<Checkpoints> checkpoints_;
    std::shared_ptr<SqliteShared> shared_;
};

}  // namespace

Result<std::unique_ptr<JournalStore>> open_sqlite_store(const StoreOptions& options) {
    std::optional<JournalLock> lock;
    if (options.recorder) {
        auto taken = JournalLock::take(options.where);
        if (!taken) return tl::unexpected(taken.error());
        lock.emplace(std::move(*taken));
    }
    auto store = std::make_unique<SqliteStore>(options, std::move(lock));
    if (auto ready = store->prepare(); !ready) return tl::unexpected(ready.error());
    return std::unique_ptr<JournalStore>(std::move(store));
}

}  // namespace octospira::recorder
