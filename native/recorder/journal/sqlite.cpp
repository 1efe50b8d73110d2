#include "native/recorder/journal/sqlite.hpp"

#include <sqlite3.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "native/recorder/journal/creation_time.hpp"

namespace octospira::recorder::sqlite {

namespace {

/// The file grows by so many bytes at a time: a sync after a smaller step costs as much.
constexpr int kChunk = 1024 * 1024;

/// Says also to all who share `damage` that the file is damaged, if it is that.
tl::unexpected<Error> trouble(sqlite3* handle, const Damage& damage) {
    const int code = sqlite3_errcode(handle);
    if (damage && (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)) *damage = true;
    if (code == SQLITE_BUSY) {
        return failure(ErrorKind::unavailable,
                       "The journal is locked: another program has been writing it for too long.",
                       "Close the tool that has it open, or wait for it.", "journal");
    }
    return failure(ErrorKind::unavailable,
                   std::string("The journal cannot be used: ") + sqlite3_errmsg(handle) + ".",
                   "Check the disk's free space and the file's permissions.", "journal");
}

void creation_time_in_sql(sqlite3_context* context, int, sqlite3_value** arguments) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
    const auto bytes = static_cast<std::size_t>(sqlite3_value_bytes(arguments[0]));
    sqlite3_result_int64(context, text == nullptr ? 0 : creation_time({text, bytes}));
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
    sqlite3_bind_int64(statement_.get(), parameter, value);
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view value) {
    // An empty view may have no data, which SQLite would take for NULL.
    sqlite3_bind_text64(statement_.get(), parameter, value.empty() ? "" : value.data(),
                        value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind_in_place(int parameter, std::string_view value) {
    sqlite3_bind_text64(statement_.get(), parameter, value.empty() ? "" : value.data(),
                        value.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind_null(int parameter) {
    sqlite3_bind_null(statement_.get(), parameter);
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    auto* const handle = sqlite3_db_handle(statement_.get());
    if (code == SQLITE_DONE) {
        sqlite3_reset(statement_.get());
        return false;
    }
    auto error =
        trouble(handle, damage_);  // before the reset, which may say it again in other words
    sqlite3_reset(statement_.get());
    return error;
}

void Statement::reset() {
    sqlite3_reset(statement_.get());
}

Result<void> Statement::run() {
    return each([](const Statement&) {});
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

std::optional<std::int64_t> Statement::maybe_integer(int column) const {
    if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::nullopt;
    return integer(column);
}

std::string Statement::text(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

void Database::Close::operator()(sqlite3* handle) const {
    sqlite3_close_v2(handle);
}

Result<Database> Database::open(const std::string& path, std::chrono::milliseconds longest_wait,
                                Damage damage) {
    // Nobody reads these statistics, and counting takes a lock for every allocation. Refused once
    // SQLite is in use, and then it was asked for before.
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(handle, damage);
    if (code != SQLITE_OK) return trouble(handle, damage);
    sqlite3_busy_timeout(handle, static_cast<int>(longest_wait.count()));
    int chunk = kChunk;
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_CHUNK_SIZE, &chunk);
    sqlite3_create_function(handle, "creation_time", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                            &creation_time_in_sql, nullptr, nullptr);
    return database;
}

Result<void> Database::execute(const std::string& sql) {
    if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        return trouble(handle_.get(), damage_);
    }
    return {};
}

Database::Rollback::~Rollback() {
    if (needed) sqlite3_exec(handle, "ROLLBACK", nullptr, nullptr, nullptr);
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return trouble(handle_.get(), damage_);
    return Statement(statement, damage_);
}

Result<std::int64_t> Database::number(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement) return tl::unexpected(statement.error());
    const auto row = statement->step();
    if (!row) return tl::unexpected(row.error());
    return *row ? statement->integer(0) : 0;
}

void Database::watch_log(std::atomic<int>& frames) {
    const auto committed = [](void* counter, sqlite3*, const char*, int pages) {
        *static_cast<std::atomic<int>*>(counter) = pages;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(handle_.get(), committed, &frames);
}

Result<Database::WriteAheadLog> Database::checkpoint() {
    WriteAheadLog log;
    const int code = sqlite3_wal_checkpoint_v2(handle_.get(), "main", SQLITE_CHECKPOINT_PASSIVE,
                                               &log.frames, &log.moved);
    if (code != SQLITE_OK) return trouble(handle_.get(), damage_);
    return log;
}

Result<void> Database::quick_check(std::chrono::milliseconds longest) {
    std::mutex mutex;
    std::condition_variable changed;
    bool over = false;
    // SQLite reads on until it is interrupted, which may be done from another thread.
    std::jthread clock([&] {  // where an exception passes, its end is waited for
        std::unique_lock lock(mutex);
        if (!changed.wait_for(lock, longest, [&] { return over; }))
            sqlite3_interrupt(handle_.get());
    });
    std::string found = "ok";
    auto statement = prepare("PRAGMA quick_check(1)");
    Result<void> read;
    if (statement) read = statement->each([&found](const Statement& row) { found = row.text(0); });
    const bool interrupted = sqlite3_errcode(handle_.get()) == SQLITE_INTERRUPT;
    {
        const std::lock_guard lock(mutex);
        over = true;
    }
    changed.notify_all();
    clock.join();
    if (!statement) return tl::unexpected(std::move(statement).error());
    const bool damaged = damage_ && damage_->load();
    if (!damaged && (interrupted || (read && found == "ok"))) return {};
    if (!damaged && !read) return read;
    return failure(ErrorKind::invalid_input, "The journal's file is damaged: " + found + ".",
                   "Restore it from a backup, or save what can be read with sqlite3's .recover.",
                   "journal");
}

std::int64_t Database::last_id() const {
    return sqlite3_last_insert_rowid(handle_.get());
}

int Database::changes() const {
    return sqlite3_changes(handle_.get());
}

}  // namespace octospira::recorder::sqlite
