#include <algorithm>
#include <string>
#include <string_view>

#include "core/base/text.hpp"
#include "native/recorder/journal/journal.hpp"
#include "native/recorder/journal/sqlite_store.hpp"
#include "native/recorder/postgres/address.hpp"
#include "native/recorder/postgres/store.hpp"

namespace octospira::recorder {

namespace {

constexpr const char* kAdvice =
    "Give the path of a file (./NAME where its name has a colon), or "
    "postgresql://user@host/database.";

/// "file" of "file:journal.db"; empty where the text begins with no scheme (RFC 3986, 3.1).
std::string_view scheme_of(std::string_view where) {
    const std::size_t colon = where.find(':');
    if (colon == std::string_view::npos || colon < 2) return {};
    const std::string_view scheme = where.substr(0, colon);
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '+' || c == '-' || c == '.';
    };
    const bool all = std::all_of(scheme.begin(), scheme.end(), allowed);
    return all && scheme.front() != '.' ? scheme : std::string_view();
}

tl::unexpected<Error> refused(std::string message) {
    return failure(ErrorKind::invalid_input, std::move(message), kAdvice, "journal");
}

/// SQLite would take some of these for a database that is gone with the process, and others for a
/// file of that name. An address may hold a password: only its scheme is repeated.
Result<void> check_path(std::string_view where) {
    if (where.empty()) return refused("No journal is given.");
    if (where.front() == ':') {
        return refused("A journal in memory would be lost with the process.");
    }
    const std::string_view scheme = scheme_of(where);
    if (scheme.empty()) return {};
    if (to_lower(scheme).find("postgres") != std::string::npos) {
        return refused("This form of PostgreSQL address is not supported.");
    }
    return refused("The journal begins with \"" + std::string(scheme) +
                   ":\", which is not the path of a file.");
}

}  // namespace

Result<std::unique_ptr<JournalStore>> open_store(const StoreOptions& options) {
    StoreOptions trimmed = options;
    trimmed.where = std::string(trim(options.where));
    if (postgres::is_address(trimmed.where)) return open_postgres_store(trimmed);
    if (auto usable = check_path(trimmed.where); !usable) {
        return tl::unexpected(std::move(usable).error());
    }
    return open_sqlite_store(trimmed);
}

}  // namespace octospira::recorder
