#include "native/recorder/journal.hpp"
#include "native/recorder/postgres/address.hpp"
#include "native/recorder/postgres/store.hpp"
#include "native/recorder/sqlite_store.hpp"

namespace octospira::recorder {

Result<std::unique_ptr<JournalStore>> open_store(const StoreOptions& options) {
    if (postgres::is_address(options.where)) return open_postgres_store(options);
    return open_sqlite_store(options);
}

}  // namespace octospira::recorder
