#pragma once

#include "native/recorder/sqlite.hpp"

namespace octospira::recorder {

/// Brings a database to the journal's present schema, step by step, each in a transaction.
/// Errors: unavailable; invalid_input when it belongs to another program or a newer version.
[[nodiscard]] Result<void> bring_up_to_date(sqlite::Database& database);

}  // namespace octospira::recorder
