#pragma once

#include <optional>
#include <string>

#include "core/base/error.hpp"
#include "core/base/http.hpp"
#include "core/base/time.hpp"

namespace octospira::flows {

// A POST to Spira may still be stored after its caller has given up: a slow database, a gateway's
// time-out, IIS that continues without its caller. Before every POST that must not be doubled, a
// note "intent:{until}" is kept; until that moment nothing is posted again, however often it is
// looked for in vain.

/// How long a POST may be in progress if the host does not say.
inline constexpr EpochMs kPostWindowMs = 120'000;

/// "intent:{until}"
[[nodiscard]] std::string intent_text(EpochMs until);

/// The time until which this note's POST may be in progress; 0 for a bare "intent", as earlier
/// versions wrote it. Empty if the text is not an intent.
[[nodiscard]] std::optional<EpochMs> intent_until(const std::optional<std::string>& entry);

/// The same, limited to the window if it is further ahead than the window allows because the clock
/// was set back.
[[nodiscard]] EpochMs plausible_until(EpochMs until, EpochMs now, EpochMs window);

/// True when this POST can no longer be stored: it was never sent, it was refused before it was
/// processed (401, 407, 429), Spira itself says that it was refused, or a 500 reports an exception
/// in Spira. After any other answer, a timeout or a lost connection it is unknown: a gateway may
/// have forwarded the POST.
[[nodiscard]] bool post_is_over(const Answer& answer);

/// The error of a result that waits because its POST may still be in progress: origin
/// "post_under_way".
[[nodiscard]] Error post_under_way();
inline constexpr std::string_view kPostUnderWay = "post_under_way";

}  // namespace octospira::flows
