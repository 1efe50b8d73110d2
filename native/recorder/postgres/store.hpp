#pragma once

#include <memory>

#include "native/recorder/journal/journal.hpp"
#include "native/recorder/postgres/address.hpp"

namespace octospira::recorder {

/// A journal in the PostgreSQL database options.where, shared by as many recorders as one likes.
/// Connections are sessions: a pooler between must not hand them out by transaction.
/// Errors: as open_store().
[[nodiscard]] Result<std::unique_ptr<JournalStore>> open_postgres_store(
    const StoreOptions& options, const postgres::Patience& patience = {});

}  // namespace octospira::recorder
