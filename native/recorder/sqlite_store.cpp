#include "native/recorder/sqlite_store.hpp"

#include <optional>
#include <utility>

#include "native/recorder/journal_lock.hpp"
#include "native/recorder/schema.hpp"
#include "native/recorder/sqlite_checkpoints.hpp"
#include "native/recorder/sqlite_journal.hpp"

namespace octospira::recorder {

namespace {

using sqlite::Database;

Result<Database> open_database(const std::string& path) {
    auto database = Database::open(path);
    if (!database) return database;
    // FULL: a commit returns when the disk has it, not when the system has it.
    auto set = database->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    if (!set) return tl::unexpected(set.error());
    return database;
}

class SqliteStore : public JournalStore {
  public:
    SqliteStore(std::string path, std::optional<JournalLock> lock)
        : path_(std::move(path)), lock_(std::move(lock)) {}

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
    std::optional<SqliteCheckpoints> checkpoints_;
    std::shared_ptr<SqliteShared> shared_ = std::make_shared<SqliteShared>();
};

}  // namespace

Result<std::unique_ptr<JournalStore>> open_sqlite_store(const StoreOptions& options) {
    std::optional<JournalLock> lock;
    if (options.recorder) {
        auto taken = JournalLock::take(options.where);
        if (!taken) return tl::unexpected(taken.error());
        lock.emplace(std::move(*taken));
    }
    auto store = std::make_unique<SqliteStore>(options.where, std::move(lock));
    if (auto ready = store->prepare(); !ready) return tl::unexpected(ready.error());
    return std::unique_ptr<JournalStore>(std::move(store));
}

}  // namespace octospira::recorder
