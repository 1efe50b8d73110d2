#pragma once

#include "native/cli/settings/journal_access.hpp"

// octospira deliveries expected and refused. Each returns the exit code.

namespace octospira::cli {

/// Launches without a result: started, due, overdue. The newest first.
[[nodiscard]] int list_expected(const JournalSettings& settings, int limit);

/// Bodies that could not be read, with the reason. The newest first.
[[nodiscard]] int list_refused(const JournalSettings& settings, int limit);

}  // namespace octospira::cli
