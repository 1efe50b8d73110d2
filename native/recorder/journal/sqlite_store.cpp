#include "native/recorder/journal/sqlite_store.hpp"

#include <filesystem>
#include <optional>
#include <utility>

#include "native/recorder/background.hpp"
#include "native/recorder/journal/journal_lock.hpp"
#include "native/recorder/journal/schema.hpp"
#include "native/recorder/journal/sqlite_journal.hpp"

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

/// A damaged file is found at the start, as far as it can be read in this time.
constexpr std::chrono::seconds kLongestCheck(5);

Result<Database> open_database(const SqliteShared& shared, const std::string& path,
                               std::chrono::milliseconds longest_wait) {
    auto database = Database::open(path, longest_wait, shared.damage);
    if (!database) return database;
    // Before the write-ahead log: a new file says in itself whose it is.
    const auto pages = database->number("PRAGMA page_count");
    if (!pages) return tl::unexpected(pages.error());
    if (*pages == 0) {
        auto marked =
            database->execute("PRAGMA application_id = " + std::to_string(kApplicationId));
        if (!marked) return tl::unexpected(marked.error());
    }
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
    /// SQLite itself leaves the log of a file that was renamed as it is.
    ~Checkpoints() {
        thread_.stop();
        if (shared_->may_move_log()) (void)database_.checkpoint();
    }

  private:
    bool is_due() {
        if (shared_->log_frames < kLongLog && ++looks_ < kMostLooks) return false;
        looks_ = 0;
        return shared_->may_move_log();
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
    SqliteStore(const StoreOptions& options, JournalFile file, std::optional<JournalLock> lock)
        : path_(options.where),
          lock_(std::move(lock)),
          shared_(std::make_shared<SqliteShared>(std::move(file), options.at)) {}

    Result<void> prepare() {
        auto database = open_database(*shared_, path_, kLongestWait);
        if (!database) return tl::unexpected(database.error());
        if (lock_) {
            if (auto sound = database->quick_check(kLongestCheck); !sound) return sound;
        }
        if (auto ready = bring_up_to_date(*database); !ready) return ready;
        if (!lock_) return {};
        shared_->file.remember();
        checkpoints_.emplace(std::move(*database), shared_);
        return shared_->file.check();
    }

    Result<std::unique_ptr<Journal>> connect(std::chrono::milliseconds longest_wait) override {
        if (auto there = shared_->file.check(); !there) return tl::unexpected(there.error());
        auto database = open_database(*shared_, path_, longest_wait);
        if (!database) return tl::unexpected(database.error());
        if (auto there = shared_->file.check(); !there) return tl::unexpected(there.error());
        if (checkpoints_) database->watch_log(shared_->log_frames);
        return SqliteJournal::create(std::move(*database), shared_);
    }

    void listen(std::function<void()>) override {}

  private:
    const std::string path_;
    std::optional<JournalLock> lock_;
    std::shared_ptr<SqliteShared> shared_;
    std::optional<Checkpoints> checkpoints_;
};

/// By its name, should the file be replaced, and by the file, which may have other names.
Result<JournalLock> lock_for_recorder(const std::string& path, JournalFile& file) {
    std::error_code ignored;
    auto lock = JournalLock::take(std::filesystem::canonical(path, ignored).string());
    if (!lock) return lock;
    if (auto locked = file.lock(); !locked) return tl::unexpected(std::move(locked).error());
    return lock;
}

}  // namespace

Result<std::unique_ptr<JournalStore>> open_sqlite_store(const StoreOptions& options) {
    const auto use = options.recorder ? JournalFile::Use::recorder : JournalFile::Use::look;
    auto file = JournalFile::open(options.where, use);
    if (!file) return tl::unexpected(file.error());
    std::optional<JournalLock> lock;
    if (options.recorder) {
        auto taken = lock_for_recorder(options.where, *file);
        if (!taken) return tl::unexpected(taken.error());
        lock.emplace(std::move(*taken));
    }
    auto store = std::make_unique<SqliteStore>(options, std::move(*file), std::move(lock));
    if (auto ready = store->prepare(); !ready) return tl::unexpected(ready.error());
    return std::unique_ptr<JournalStore>(std::move(store));
}

}  // namespace octospira::recorder
