#include "native/recorder/postgres/store.hpp"

#include <array>
#include <cstdio>
#include <optional>
#include <random>
#include <utility>

#include "native/recorder/postgres/journal.hpp"
#include "native/recorder/postgres/listener.hpp"
#include "native/recorder/postgres/schema.hpp"

namespace octospira::recorder {

namespace {

using postgres::Address;
using postgres::Session;
using postgres::Watchdog;

/// A UUID of this recorder's run.
std::string new_owner() {
    std::random_device random;
    std::array<unsigned, 4> parts{};
    for (unsigned& part : parts) part = random();
    std::array<char, 37> text{};
    // Version 4, variant 1 (RFC 4122).
    std::snprintf(text.data(), text.size(), "%08x-%04x-4%03x-a%03x-%04x%08x", parts[0],
                  parts[1] >> 16U, parts[1] & 0xFFFU, parts[2] >> 20U, parts[2] & 0xFFFFU,
                  parts[3]);
    return text.data();
}

class PostgresStore : public JournalStore {
  public:
    PostgresStore(Address address, Failpoints at)
        : address_(std::move(address)), at_(std::move(at)) {}

    Result<void> prepare() {
        Session session(address_, watchdog_);
        if (auto opened = session.open(); !opened) return opened;
        if (auto direct = refuse_shared_connection(session); !direct) return direct;
        return bring_up_to_date(session);
    }

    Result<std::unique_ptr<Journal>> connect(std::chrono::milliseconds) override {
        Session session(address_, watchdog_);
        if (auto opened = session.open(); !opened) return tl::unexpected(opened.error());
        return std::make_unique<postgres::PostgresJournal>(std::move(session), owner_, at_);
    }

    void listen(std::function<void()> on_change) override {
        listener_.emplace(address_, watchdog_, owner_, std::move(on_change));
    }

  private:
    /// Two sessions that are open at once have two server processes, unless a pooler gives each
    /// transaction any connection that is free: then nothing of a session can be relied on.
    Result<void> refuse_shared_connection(Session& first) {
        constexpr const char* kProcess = "SELECT pg_backend_pid()";
        Session second(address_, watchdog_);
        if (auto opened = second.open(); !opened) return opened;
        const auto one = first.ask_unprepared(kProcess);
        if (!one) return tl::unexpected(one.error());
        const auto other = second.ask_unprepared(kProcess);
        if (!other) return tl::unexpected(other.error());
        if (one->integer(0, 0) != other->integer(0, 0)) return {};
        return failure(ErrorKind::invalid_input,
                       "The journal in " + address_.shown +
                           " is behind a connection pooler that shares connections between "
                           "transactions.",
                       "Set pgbouncer's pool_mode to session, or give PostgreSQL's own address.",
                       "journal");
    }

    const Address address_;
    const Failpoints at_;
    const std::string owner_ = new_owner();
    const std::shared_ptr<Watchdog> watchdog_ = std::make_shared<Watchdog>();
    std::optional<postgres::Listener> listener_;
};

}  // namespace

Result<std::unique_ptr<JournalStore>> open_postgres_store(const StoreOptions& options,
                                                          const postgres::Patience& patience) {
    auto address = postgres::parse_address(options.where, options.password, patience);
    if (!address) return tl::unexpected(address.error());
    auto store = std::make_unique<PostgresStore>(std::move(*address), options.at);
    if (auto ready = store->prepare(); !ready) return tl::unexpected(ready.error());
    return std::unique_ptr<JournalStore>(std::move(store));
}

}  // namespace octospira::recorder
