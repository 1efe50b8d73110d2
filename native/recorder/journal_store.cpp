#include "native/recorder/journal.hpp"
#include "native/recorder/sqlite_store.hpp"

namespace octospira::recorder {

Result<std::unique_ptr<JournalStore>> open_store(const StoreOptions& options) {
    return open_sqlite_store(options);
}

}  // namespace octospira::recorder
