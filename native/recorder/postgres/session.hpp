#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "native/recorder/postgres/address.hpp"
#include "native/recorder/postgres/watchdog.hpp"

namespace octospira::recorder::postgres {

/// What goes into a statement's $1, $2, …, as text; PostgreSQL infers the types. Texts are
/// turned into what it can hold (stored_text.hpp).
class Parameters {
  public:
    Parameters& add(std::int64_t value) { return add_raw(std::to_string(value)); }
    Parameters& add(bool value) { return add_raw(value ? "t" : "f"); }
    Parameters& add(std::string_view text);
    Parameters& add(const char* text) { return add(std::string_view(text)); }
    template <class T>
    Parameters& add(const std::optional<T>& value) {
        return value ? add(*value) : add_null();
    }
    /// One parameter for all of them: an array.
    Parameters& add_texts(std::vector<std::string> texts);
    Parameters& add_integers(const std::vector<std::optional<std::int64_t>>& values);

    [[nodiscard]] const std::vector<std::optional<std::string>>& values() const { return values_; }

  private:
    Parameters& add_raw(std::string value);
    Parameters& add_null();
    std::vector<std::optional<std::string>> values_;
};

/// What a statement answered. Rows and columns count from 0.
class Rows {
  public:
    using Cells = std::vector<std::optional<std::string>>;
    explicit Rows(std::vector<Cells> rows = {}) : rows_(std::move(rows)) {}

    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    /// 0 for NULL.
    [[nodiscard]] std::int64_t integer(std::size_t row, std::size_t column) const;
    [[nodiscard]] std::optional<std::int64_t> maybe_integer(std::size_t row,
                                                            std::size_t column) const;
    [[nodiscard]] bool is_true(std::size_t row, std::size_t column) const;
    /// As it was before it was stored; "" for NULL.
    [[nodiscard]] std::string text(std::size_t row, std::size_t column) const;

  private:
    std::vector<Cells> rows_;
};

/// One connection to PostgreSQL, which reconnects automatically. libpqxx and
/// its exceptions stop here: every error is `unavailable` and shows no value and no password.
///
/// A call that finds its connection broken is made once more on a new one: every statement of ours
/// can be repeated, even if its outcome is unknown. So is, twice, one that the server gave up for a
/// deadlock. One thread at a time.
class Session {
  public:
    Session(Address address, std::shared_ptr<Watchdog> watchdog);
    Session(Session&&) noexcept;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    Session& operator=(Session&&) = delete;
    ~Session();

    [[nodiscard]] Result<void> open();

    /// A statement by which all is done or nothing; prepared on its first use.
    [[nodiscard]] Result<Rows> ask(const char* sql, const Parameters& parameters = {});
    /// The same, not prepared: for those that are made up as needed.
    [[nodiscard]] Result<Rows> ask_unprepared(const std::string& sql,
                                              const Parameters& parameters = {});
    /// Several statements without parameters; what fails in the middle of a BEGIN is rolled back.
    [[nodiscard]] Result<void> script(const std::string& sql);
    using Work = std::function<Result<void>()>;
    /// Calls `work` between BEGIN and COMMIT, and rolls back when it fails. Begins it again where a
    /// statement of its own would be made again.
    [[nodiscard]] Result<void> in_transaction(const Work& work);
    /// The same without a limit on time and without repeating anything.
    [[nodiscard]] Result<void> migrate(const Work& work);

    /// On what failed.
    struct Verdict {
        bool broken = false;  ///< the connection is of no use any more
        bool again = false;   ///< may succeed at once, on a new connection if this one is broken
    };

    [[nodiscard]] const Address& address() const { return address_; }

  private:
    struct Link;
    template <class Use>
    Result<Rows> attempt(Use use);
    void connect();
    [[nodiscard]] bool begins_again(int tries);
    [[nodiscard]] Result<void> between(const char* begin, const Work& work);
    [[nodiscard]] tl::unexpected<Error> trouble(const std::string& what) const;

    const Address address_;
    std::shared_ptr<Watchdog> watchdog_;
    std::unique_ptr<Link> link_;
    bool in_transaction_ = false;
    bool migrating_ = false;
    Verdict verdict_;
};

}  // namespace octospira::recorder::postgres
