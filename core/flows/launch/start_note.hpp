#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/base/time.hpp"
#include "core/flows/engine/conversation.hpp"

namespace octospira::flows {

/// What a start leaves in the browser before the call that costs money, so that neither a page that
/// dies during it nor another page leads to a second test.
struct StartNote {
    std::string key;
    std::string own;                                  ///< what this start writes
    std::optional<std::string> found = std::nullopt;  ///< what another one has left there
};

[[nodiscard]] StartNote start_note(ProductId product, TestCaseId test_case, EpochMs now);

/// Milliseconds since the start that left the note; may be a little below 0. Empty where the note
/// does not tell.
[[nodiscard]] std::optional<std::int64_t> age_of(std::string_view note, EpochMs now);

/// What came of a claim: the note is written and the lock is held; another page holds the lock; or
/// there is another note than the one found before.
enum class Claim { ours, held, changed };

/// Claims the start of a test case among all pages of this browser: takes its lock, reads the note
/// again and writes it. Only `ours` leaves anything behind. `next` learns what was found there,
/// too.
[[nodiscard]] Step claim_start(const StartNote& note,
                               Function<Step(Claim, const std::optional<std::string>& found)> next);

/// How a claimed start ended: it is known what became of it, surely nothing was started, or
/// unclear.
enum class StartEnd { known, not_started, unclear };

/// Gives the lock back and leaves the note that fits: none, the one found before, or this start's.
/// Another start's note stays as it is, unless this one ended unclear.
[[nodiscard]] Step end_start(const StartNote& note, StartEnd how, Next next);

}  // namespace octospira::flows
