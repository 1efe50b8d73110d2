#pragma once

#include <string>

#include "native/recorder/journal/journal.hpp"

namespace octospira::recorder::status {

/// The question to ask before this delivery is replayed, because it records another verdict for a
/// run that has one: both verdicts, and what happens to the test case. Empty: it needs no question.
[[nodiscard]] Result<std::string> second_run_question(const DeliverySummary& row, Journal& journal);

}  // namespace octospira::recorder::status
