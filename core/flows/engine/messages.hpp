#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace octospira::flows {

// Sentences that are put together. Plain text: what happened, then what to do.

/// "OctoPerf: message advice"
[[nodiscard]] std::string message_of(const Error& error, Language language);

/// An external name as part of a sentence: at most 80 characters on one line, in quotes, with
/// anything like a key replaced.
[[nodiscard]] Phrase in_quotes(std::string_view name);
/// The same without the quotes.
[[nodiscard]] std::string one_line(std::string_view name);

/// The same error inside a sentence with the place %1.
[[nodiscard]] Error within(const Text& meaning, const Error& cause);

/// A number with the language's decimal sign: at most `decimals` digits after it.
[[nodiscard]] std::string number_text(double value, int decimals, Language language);

/// "1 h 2 min", "4 min 5 s", "12 s"
[[nodiscard]] std::string duration_text(std::int64_t milliseconds, Language language);

/// How long ago: "less than a minute", minutes up to 2 h, then hours, from 24 h on days.
[[nodiscard]] std::string age_text(std::int64_t milliseconds, Language language);

/// Why the recorder did not accept a launch, by the HTTP status of its answer.
[[nodiscard]] Phrase recorder_problem(int status);

}  // namespace octospira::flows
