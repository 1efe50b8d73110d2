#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.hpp"
#include "native/cli/text/terminal.hpp"
#include "native/recorder/journal/journal_entries.hpp"

// Deliveries as a person reads them on a terminal.

namespace octospira::cli {

/// A row, and what its notification calls the test.
struct Listed {
    recorder::DeliverySummary row;
    std::string test;
};

/// A table whose last column, the reason, takes the width that is left and is cut where a terminal
/// has no more.
[[nodiscard]] std::string delivery_table(const std::vector<Listed>& rows, const Terminal& terminal);

/// One delivery with everything stored about it.
[[nodiscard]] std::string delivery_story(const recorder::DeliveryDetail& story,
                                         const Terminal& terminal);

/// "2026-03-04 10:20:30 CET", in this machine's zone.
[[nodiscard]] std::string local_time(EpochMs time);

}  // namespace octospira::cli
