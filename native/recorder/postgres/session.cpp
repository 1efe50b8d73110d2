#include "native/recorder/postgres/session.hpp"

#include <charconv>
#include <cstring>
#include <map>
#include <thread>

#include "native/recorder/postgres/libpqxx.hpp"
#include "native/recorder/postgres/stored_text.hpp"

namespace octospira::recorder::postgres {

namespace {

using std::chrono::milliseconds;

/// Of a migration, which may rewrite a large table.
constexpr milliseconds kLongest = std::chrono::minutes(30);

/// Before what the server gave up for a deadlock is tried again: whoever it was with goes first.
constexpr milliseconds kAfterDeadlock(20);
constexpr int kTries = 3;

std::string settings(const Patience& patience) {
    const std::string limit = std::to_string(patience.statement.count());
    return "SET statement_timeout = " + limit + "; SET lock_timeout = " + limit +
           "; SET idle_in_transaction_session_timeout = " + limit +
           "; SET client_min_messages = error; SET search_path = pg_catalog; "
           "SET default_transaction_isolation = 'read committed'; "
           // An empty journal may have 100,000 rows a minute later, and a plan that was made for a
           // few would read and sort them all. There is an index for all that is asked;
           // and nothing here is worth compiling.
           "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; "
           "SET jit = off; "
           // The server, too, finds out within a minute that our machine is gone, and ends what we
           // had begun. Over a Unix socket these are without effect.
           "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; "
           "SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000; "
           // A server may be set to answer before the disk has it; what we accept must be there.
           "SELECT set_config('synchronous_commit', 'on', false) "
           "WHERE current_setting('synchronous_commit') = 'off'";
}

Session::Verdict judge(const std::exception& error) {
    if (dynamic_cast<const pqxx::broken_connection*>(&error) != nullptr) return {true, true};
    if (dynamic_cast<const pqxx::transaction_rollback*>(&error) != nullptr) return {false, true};
    const auto* const sql = dynamic_cast<const pqxx::sql_error*>(&error);
    if (sql == nullptr) return {true, false};
    const std::string& state = sql->sqlstate();
    // 40: deadlock and serialization; 57P: shut down or crashed; 08: connection; 25006: this server
    // became a standby. Source: PostgreSQL 15, appendix A.
    if (state.starts_with("40")) return {false, true};
    if (state.starts_with("57P") || state.starts_with("08") || state == "25006") {
        return {true, true};
    }
    return {false, false};
}

Rows rows_of(const pqxx::result& result) {
    std::vector<Rows::Cells> rows;
    rows.reserve(result.size());
    for (const auto& row : result) {
        Rows::Cells cells;
        for (const auto& field : row) {
            if (field.is_null()) {
                cells.emplace_back();
            } else {
                cells.emplace_back(std::string(field.c_str(), field.size()));
            }
        }
        rows.push_back(std::move(cells));
    }
    return Rows(std::move(rows));
}

}  // namespace

Parameters& Parameters::add(std::string_view text) {
    return add_raw(to_stored(text));
}

Parameters& Parameters::add_texts(std::vector<std::string> texts) {
    for (std::string& text : texts) text = to_stored(text);
    return add_raw(array_of(texts));
}

Parameters& Parameters::add_integers(const std::vector<std::optional<std::int64_t>>& values) {
    std::string array = "{";
    for (const auto& value : values) {
        if (array.size() > 1) array += ',';
        array += value ? std::to_string(*value) : "NULL";
    }
    return add_raw(array + '}');
}

Parameters& Parameters::add_raw(std::string value) {
    values_.emplace_back(std::move(value));
    return *this;
}

Parameters& Parameters::add_null() {
    values_.emplace_back();
    return *this;
}

std::int64_t Rows::integer(std::size_t row, std::size_t column) const {
    return maybe_integer(row, column).value_or(0);
}

std::optional<std::int64_t> Rows::maybe_integer(std::size_t row, std::size_t column) const {
    const auto& cell = rows_[row][column];
    if (!cell) return std::nullopt;
    std::int64_t value = 0;
    std::from_chars(cell->data(), cell->data() + cell->size(), value);
    return value;
}

bool Rows::is_true(std::size_t row, std::size_t column) const {
    return rows_[row][column] == "t";
}

std::string Rows::text(std::size_t row, std::size_t column) const {
    const auto& cell = rows_[row][column];
    return cell ? from_stored(*cell) : std::string();
}

struct Session::Link {
    explicit Link(const std::string& conninfo) : connection(conninfo), quiet(connection) {}

    pqxx::result prepared(const char* sql, const Parameters& parameters) {
        auto at = names.find(sql);
        if (at == names.end()) {
            // libpqxx 7 asks the server here, which may refuse it, e.g. while a table is locked.
            const std::string name = "s" + std::to_string(names.size());
            connection.prepare(name, sql);
            at = names.emplace(sql, name).first;
        }
        pqxx::nontransaction work(connection);
        return exec_prepared(work, at->second, parameters.values());
    }
    pqxx::result once(const std::string& sql, const Parameters& parameters) {
        pqxx::nontransaction work(connection);
        return exec_params(work, sql, parameters.values());
    }
    pqxx::result script(const std::string& sql) {
        pqxx::nontransaction work(connection);
        return work.exec(sql);
    }

    pqxx::connection connection;
    Quiet quiet;
    std::map<std::string, std::string, std::less<>> names;
};

Session::Session(Address address, std::shared_ptr<Watchdog> watchdog)
    : address_(std::move(address)), watchdog_(std::move(watchdog)) {}
Session::Session(Session&&) noexcept = default;
Session::~Session() = default;

/// Throws what libpqxx throws.
void Session::connect() {
    link_.reset();
    auto link = std::make_unique<Link>(address_.conninfo);
    const Watchdog::Watch watch(*watchdog_, link->connection.sock(), address_.patience.answer);
    (void)link->script(settings(address_.patience));
    link_ = std::move(link);
}

tl::unexpected<Error> Session::trouble(const std::string& what) const {
    // The first line says it; the others show the statement or guess at causes.
    std::string reason = what.substr(0, what.find('\n'));
    for (const char* const level : {"ERROR:  ", "FATAL:  "}) {
        if (reason.starts_with(level)) reason.erase(0, std::strlen(level));
    }
    while (reason.ends_with('.') || reason.ends_with(' ')) reason.pop_back();
    return failure(ErrorKind::unavailable,
                   "The journal in " + address_.shown + " cannot be used: " + reason + ".",
                   "Check that the PostgreSQL server is running and accepts this user.", "journal");
}

template <class Use>
Result<Rows> Session::attempt(Use use) {
    for (int tries = 1;; ++tries) {
        bool connecting = true;
        bool cut = false;
        try {
            if (!in_transaction_ && (!link_ || !link_->connection.is_open())) connect();
            if (!link_) throw pqxx::broken_connection("the connection broke in a transaction");
            connecting = false;
            const Watchdog::Watch watch(*watchdog_, link_->connection.sock(),
                                        migrating_ ? kLongest : address_.patience.answer);
            try {
                return rows_of(use(*link_));
            } catch (...) {
                cut = watch.cut();
                throw;
            }
        } catch (const std::exception& error) {
            verdict_ = judge(error);
            if (!connecting && link_ && !link_->connection.is_open()) verdict_ = {true, true};
            if (verdict_.broken) link_.reset();
            if (connecting || cut) verdict_.again = false;
            if (in_transaction_ || !begins_again(tries))
                return trouble(cut ? "the server does not answer" : error.what());
        }
    }
}

/// After what failed for the so manieth time.
bool Session::begins_again(int tries) {
    if (!verdict_.again || tries >= (verdict_.broken ? 2 : kTries)) return false;
    if (link_) std::this_thread::sleep_for(kAfterDeadlock);
    return true;
}

Result<void> Session::open() {
    auto opened = attempt([](Link& link) { return link.script("SELECT 1"); });
    if (!opened) return tl::unexpected(std::move(opened).error());
    return {};
}

Result<Rows> Session::ask(const char* sql, const Parameters& parameters) {
    return attempt([&](Link& link) { return link.prepared(sql, parameters); });
}

Result<Rows> Session::ask_unprepared(const std::string& sql, const Parameters& parameters) {
    return attempt([&](Link& link) { return link.once(sql, parameters); });
}

Result<void> Session::script(const std::string& sql) {
    auto done = attempt([&sql](Link& link) {
        try {
            return link.script(sql);
        } catch (const pqxx::sql_error&) {
            (void)link.script("ROLLBACK");  // a failed script stands in the middle of it
            throw;
        }
    });
    if (!done) return tl::unexpected(std::move(done).error());
    return {};
}

Result<void> Session::in_transaction(const Work& work) {
    for (int tries = 1;; ++tries) {
        verdict_ = {};
        auto done = between("BEGIN", work);
        if (done || !begins_again(tries)) return done;
    }
}

Result<void> Session::migrate(const Work& work) {
    migrating_ = true;
    auto done = between("BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0", work);
    migrating_ = false;
    return done;
}

Result<void> Session::between(const char* begin, const Work& work) {
    const auto run = [this](const char* sql) -> Result<void> {
        auto done = attempt([sql](Link& link) { return link.script(sql); });
        if (!done) return tl::unexpected(std::move(done).error());
        return {};
    };
    auto done = run(begin);
    if (!done) return done;
    in_transaction_ = true;
    try {
        done = work();
    } catch (...) {
        in_transaction_ = false;
        link_.reset();  // whose end rolls back
        throw;
    }
    if (done) done = run("COMMIT");
    in_transaction_ = false;
    if (!done && link_) (void)run("ROLLBACK");
    return done;
}

}  // namespace octospira::recorder::postgres
