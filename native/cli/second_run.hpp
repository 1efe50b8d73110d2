#pragma once

#include <cstdint>
#include <string>

#include "native/recorder/journal.hpp"

namespace octospira::cli {

/// What has to be asked before this delivery is replayed, because it records another verdict for a
/// run that has one: both verdicts, and what happens to the test case. Empty: it needs no question.
[[nodiscard]] Result<std::string> second_run_question(std::int64_t id, recorder::Journal& journal);

}  // namespace octospira::cli
