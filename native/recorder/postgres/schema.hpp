#pragma once

#include <span>

#include "native/recorder/postgres/session.hpp"

namespace octospira::recorder::postgres {

/// The step from version i to version i + 1. Steps are only ever added: a released one is history.
[[nodiscard]] std::span<const char* const> steps();

/// Migrates the database's schema "octospira" to the version after the last of `known`, in one
/// transaction; recorders that start at once wait for each other. A schema of its own is what an
/// administrator can grant, dump and drop as one; where the user may not make it, an empty one that
/// belongs to the user does. Nothing is written when it is up to date.
/// Errors: unavailable; invalid_input when the schema belongs to another program or a newer
/// version, or the database is not in UTF-8.
[[nodiscard]] Result<void> bring_up_to_date(Session& session,
                                            std::span<const char* const> known = steps());

}  // namespace octospira::recorder::postgres
