#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "native/cli/settings/journal_access.hpp"

// What an operator decides about deliveries: octospira deliveries dismiss, assign, retry. Each
// returns the exit code.

namespace octospira::cli {

/// Milliseconds since 1970, by this machine's clock.
[[nodiscard]] EpochMs wall_clock_now();

/// Prints the outcome for one delivery: "Delivery 42 {done}." or "Delivery 42: {why}.", as JSON
/// {"id": 42, "{key}": true} or {"id": 42, "{key}": false, "why": …}. Empty `why`: it is done.
struct Told {
    std::string_view key;
    std::string_view done;
};
void tell(const JournalSettings& settings, std::int64_t id, const Told& words,
          const std::string& why);

/// Why nothing was done: there is no delivery with that number, or "it is pending;
/// {needs}".
[[nodiscard]] Result<std::string> why_not(std::int64_t id, recorder::Journal& journal,
                                          std::string_view needs);

struct DismissSettings {
    std::vector<std::int64_t> ids;
    std::string reason;
};
[[nodiscard]] int dismiss(const JournalSettings& settings, const DismissSettings& what);

struct AssignSettings {
    std::int64_t id = 0;
    std::string test_case;  ///< "TC:42" or "42"
    std::string product;    ///< "PR:1" or "1"; "": the one that is known of the delivery
};
[[nodiscard]] int assign(const JournalSettings& settings, const AssignSettings& what);

struct RetrySettings {
    std::vector<std::int64_t> ids;
    bool all = false;
};
[[nodiscard]] int retry(const JournalSettings& settings, const RetrySettings& what);

}  // namespace octospira::cli
