#include "native/recorder/sqlite.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "native/recorder/creation_time.hpp"

namespace octospira::recorder::sqlite {

namespace {

constexpr int kBusyTimeoutMs = 5000;
/// The file grows by so many bytes at a time: a sync after a smaller step costs as much.
constexpr int kChunk = 1024 * 1024;

tl::unexpected<Error> trouble(sqlite3* handle) {
    return failure(ErrorKind::unavailable,
                   std::string("The journal cannot be used: ") + sqlite3_errmsg(handle) + ".",
                   "Look at the disk's free space and the file's permissions.", "journal");
}

void creation_time_in_sql(sqlite3_context* context, int, sqlite3_value** arguments) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
    const auto bytes = static_cast<std::size_t>(sqlite3_value_bytes(arguments[0]));
    sqlite3_result_int64(context, text == nullptr ? 0 : creation_time({text, bytes}));
}

/// SQLite gives a new database the permissions of the file it finds, and its WAL the same.
///
/// A file that is there is not touched: closing any descriptor of it would drop every lock that
/// this process's other connections hold on it (POSIX), and the next program that looks into the
/// journal and leaves would take itself for the last one and delete the write-ahead log under us.
Result<void> create_privately(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) {
        ::close(file);
        return {};
    }
    if (errno == EEXIST) return {};
    return failure(ErrorKind::unavailable,
                   "The journal " + path + " cannot be opened: " + std::strerror(errno) + ".",
                   "Give the path of a file in a folder that exists and is writable.", "journal");
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
    auto error = trouble(handle);  // before the reset, which may say it again in other words
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

Result<Database> Database::open(const std::string& path) {
    // Nobody reads these statistics, and counting takes a lock for every allocation. Refused once
    // SQLite is in use, and then it was asked for before.
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (auto created = create_privately(path); !created) return tl::unexpected(created.error());
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(handle);
    if (code != SQLITE_OK) return trouble(handle);
    sqlite3_busy_timeout(handle, kBusyTimeoutMs);
    int chunk = kChunk;
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_CHUNK_SIZE, &chunk);
    sqlite3_create_function(handle, "creation_time", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                            &creation_time_in_sql, nullptr, nullptr);
    return database;
}

Result<void> Database::execute(const std::string& sql) {
    if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        return trouble(handle_.get());
    }
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return trouble(handle_.get());
    return Statement(statement);
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
    if (code != SQLITE_OK) return trouble(handle_.get());
    return log;
}

std::int64_t Database::last_id() const {
    return sqlite3_last_insert_rowid(handle_.get());
}

int Database::changes() const {
    return sqlite3_changes(handle_.get());
}

}  // namespace octospira::recorder::sqlite
