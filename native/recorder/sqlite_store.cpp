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

constexpr std::chrono::milliseconds kBetweenCheckpoints(100);

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
class Checkpoints {
  public:
    explicit Checkpoints(Database database)
        : database_(std::move(database)), thread_([this] {
              // PASSIVE waits for nobody and holds up nobody. Nothing to do is no work, and a
              // failure is no loss: the log stays, and the next turn tries again.
              (void)database_.number("PRAGMA wal_checkpoint(PASSIVE)");
              return kBetweenCheckpoints;
          }) {
        thread_.start();
    }
    Checkpoints(const Checkpoints&) = delete;
    Checkpoints& operator=(const Checkpoints&) = delete;

  private:
    Database database_;
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
        if (lock_) checkpoints_.emplace(std::move(*database));
        return {};
    }

    Result<std::unique_ptr<Journal>> connect() override {
        auto database = open_database(path_);
        if (!database) return tl::unexpected(database.error());
        if (checkpoints_) {
            auto set = database->execute("PRAGMA wal_autocheckpoint = 0");
            if (!set) return tl::unexpected(set.error());
        }
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
