#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/base/time.hpp"
#include "core/flows/engine/conversation.hpp"

namespace octospira::flows {

/// The note that a start stores in the browser before the call that uses credits, so that neither a
/// page that is closed during it nor another page starts a second test.
struct StartNote {
    std::string key;
    std::string own;                                  ///< what this start writes
    std::optional<std::string> found = std::nullopt;  ///< the note of another start
};

[[nodiscard]] StartNote start_note(ProductId product, TestCaseId test_case, EpochMs now);

/// Milliseconds since the start that wrote the note; may be slightly below 0. Empty if unknown.
[[nodiscard]] std::optional<std::int64_t> age_of(std::string_view note, EpochMs now);

/// What came of a claim: the note is written and the lock is held; another page holds the lock; or
/// there is another note than the one found before.
enum class Claim { ours, held, changed };

/// Claims the start of a test case among all pages of this browser: takes its lock, reads the note
/// again and writes it. Only `ours` stores anything. `next` also gets the note that was found.
[[nodiscard]] Step claim_start(const StartNote& note,
                               Function<Step(Claim, const std::optional<std::string>& found)> next);

/// How a claimed start ended: with a known outcome, certainly without a start, or with an unknown
/// outcome.
enum class StartEnd { known, not_started, unclear };

/// Releases the lock and stores the right note: none, the one found before, or this start's.
/// Another start's note is kept, unless this start's outcome is unknown.
[[nodiscard]] Step end_start(const StartNote& note, StartEnd how, Next next);

}  // namespace octospira::flows
