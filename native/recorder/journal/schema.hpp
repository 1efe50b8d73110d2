#pragma once

#include "native/recorder/journal/sqlite.hpp"

namespace octospira::recorder {

/// "OctS": says in the file's header whose database it is (PRAGMA application_id).
inline constexpr std::int64_t kApplicationId = 0x4f637453;

/// Errors: invalid_input when this program does not know the journal's version.
[[nodiscard]] Result<void> refuse_newer_version(std::int64_t version);

/// Brings a database to the journal's present schema, step by step, each in a transaction.
/// Errors: unavailable; invalid_input when it belongs to another program or a newer version.
[[nodiscard]] Result<void> bring_up_to_date(sqlite::Database& database);

}  // namespace octospira::recorder
