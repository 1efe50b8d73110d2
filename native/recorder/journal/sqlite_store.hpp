#pragma once

#include <memory>

#include "native/recorder/journal/journal.hpp"

namespace octospira::recorder {

/// A journal in the SQLite file options.where, which is made readable to its owner only. A recorder
/// holds it alone. Errors: as open_store().
[[nodiscard]] Result<std::unique_ptr<JournalStore>> open_sqlite_store(const StoreOptions& options);

}  // namespace octospira::recorder
