#pragma once

#include <string>
#include <string_view>

#include "core/base/phrase.hpp"

namespace octospira {

/// What went wrong, as far as a program has to tell cases apart.
enum class ErrorKind {
    invalid_input,   ///< what a person or a file gave us cannot be used
    not_configured,  ///< a setting, custom property or scenario is missing
    unauthorized,    ///< no or wrong credentials (HTTP 401, Spira's "Access Denied")
    forbidden,       ///< valid credentials without the right (HTTP 403)
    not_found,       ///< the object does not exist (HTTP 404)
    conflict,        ///< somebody else changed it, or it is there already (HTTP 409)
    rate_limited,    ///< asked to slow down (HTTP 429)
    unavailable,  ///< the other side failed or cannot be reached (HTTP 5xx, 408, 425, no network)
    rejected,     ///< the other side understood and refused (other HTTP 4xx)
    protocol,     ///< the answer is not what the other side's documentation says
};

/// A failure as an ordinary value: what happened and what to do about it, both for a person.
struct Error {
    ErrorKind kind = ErrorKind::protocol;
    Phrase message;      ///< what happened, one sentence
    Phrase advice;       ///< what to do next, one sentence; may be empty
    std::string origin;  ///< where it came from, e.g. "Spira PUT projects/1/test-cases"
    int status = 0;      ///< HTTP status of the answer it tells of; 0: there was none
    /// What answered was not the API, but something in its place: a proxy, a gateway, a page.
    bool foreign = false;

    Error() = default;
    Error(ErrorKind its_kind, Phrase its_message, Phrase its_advice, std::string its_origin);
    /// Of the catalogue; out of line, because a page has a hundred of these.
    Error(ErrorKind its_kind, const Text& its_message, const Text& its_advice,
          std::string_view its_origin = {});
    bool operator==(const Error&) const = default;
};

/// True where doing the same again later may succeed. The only place that decides on repeating.
[[nodiscard]] bool retryable(ErrorKind kind);
/// The same, and true for a conflict that an answer told of: what was read is read anew next time.
[[nodiscard]] bool retryable(const Error& error);

/// The kind's name as written in logs and across the engine's boundary, e.g. "not_found".
[[nodiscard]] std::string_view to_string(ErrorKind kind);

/// The kind an HTTP status stands for; `unavailable` for 0 (no answer). 2xx gives `protocol`:
/// callers ask only when something was wrong with the answer.
[[nodiscard]] ErrorKind kind_of_status(int status);

/// "message advice", the sentence shown to a person.
[[nodiscard]] std::string sentence(const Error& error, Language language = Language::english);

}  // namespace octospira
