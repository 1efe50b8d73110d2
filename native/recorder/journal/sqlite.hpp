#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace octospira::recorder::sqlite {

/// True once SQLite has found the file corrupt.
using Damage = std::shared_ptr<std::atomic<bool>>;

/// A prepared statement. Values are bound and read by position: parameters count from 1, columns
/// from 0, as in SQLite itself.
class Statement {
  public:
    Statement(sqlite3_stmt* statement, Damage damage)
        : damage_(std::move(damage)), statement_(statement) {}

    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, std::string_view value);
    /// The same for a text that stays where it is until the statement has run.
    Statement& bind_in_place(int parameter, std::string_view value);
    template <class T>
    Statement& bind(int parameter, const std::optional<T>& value) {
        return value ? bind(parameter, *value) : bind_null(parameter);
    }

    /// True while there is a row. At the end, or on an error, the statement is reset.
    [[nodiscard]] Result<bool> step();
    /// Calls `on_row` for every row.
    template <class OnRow>
    [[nodiscard]] Result<void> each(OnRow on_row) {
        const Reset reset{*this};  // where on_row throws, too
        while (true) {
            const auto row = step();
            if (!row) return tl::unexpected(row.error());
            if (!*row) return {};
            on_row(*this);
        }
    }
    /// Discards the remaining rows.
    void reset();
    /// Runs a statement without rows, or whose rows are not needed.
    [[nodiscard]] Result<void> run();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::optional<std::int64_t> maybe_integer(int column) const;
    [[nodiscard]] std::string text(int column) const;

  private:
    Statement& bind_null(int parameter);

    struct Reset {
        explicit Reset(Statement& of) : statement(of) {}
        Reset(const Reset&) = delete;
        Reset& operator=(const Reset&) = delete;
        ~Reset() { statement.reset(); }
        Statement& statement;
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    Damage damage_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// A connection. Errors are `unavailable` and say what SQLite says, never a value.
class Database {
  public:
    /// Opens an existing file. A statement waits at most this long for another connection's write.
    /// SQL may call creation_time(id).
    [[nodiscard]] static Result<Database> open(const std::string& path,
                                               std::chrono::milliseconds longest_wait,
                                               Damage damage);

    [[nodiscard]] Result<void> execute(const std::string& sql);
    /// `work()` in a transaction that is committed when it succeeds and rolled back when not, or
    /// when it throws.
    template <class Work>
    [[nodiscard]] auto in_transaction(Work work) -> decltype(work()) {
        if (auto begun = execute("BEGIN IMMEDIATE"); !begun) return tl::unexpected(begun.error());
        Rollback rollback{handle_.get()};
        auto done = work();
        if (done) {
            auto committed = execute("COMMIT");
            if (!committed) done = tl::unexpected(std::move(committed).error());
        }
        rollback.needed = !done;
        return done;
    }
    /// Errors of the SQL itself come back as well: a schema may have been changed by hand.
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    /// The one number a query gives, e.g. a pragma's.
    [[nodiscard]] Result<std::int64_t> number(std::string_view sql);
    /// From now on `frames` says after each commit how long the write-ahead log is, in pages, and
    /// SQLite checkpoints nothing automatically. It must outlive the connection.
    void watch_log(std::atomic<int>& frames);
    /// Moves what was committed from the write-ahead log into the database, without making other
    /// connections wait (SQLITE_CHECKPOINT_PASSIVE).
    struct WriteAheadLog {
        int frames = 0;  ///< in the log
        int moved = 0;   ///< of them
    };
    [[nodiscard]] Result<WriteAheadLog> checkpoint();
    /// Reads all pages, or as many as it can in that time. Errors: invalid_input when they do not
    /// fit together; unavailable.
    [[nodiscard]] Result<void> quick_check(std::chrono::milliseconds longest);
    [[nodiscard]] std::int64_t last_id() const;
    /// Rows the last statement changed.
    [[nodiscard]] int changes() const;

  private:
    struct Rollback {
        explicit Rollback(sqlite3* database) : handle(database) {}
        Rollback(const Rollback&) = delete;
        Rollback& operator=(const Rollback&) = delete;
        ~Rollback();
        sqlite3* const handle;
        bool needed = true;
    };
    Database(sqlite3* handle, Damage damage) : handle_(handle), damage_(std::move(damage)) {}
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    std::unique_ptr<sqlite3, Close> handle_;
    Damage damage_;
};

}  // namespace octospira::recorder::sqlite
