#pragma once

#include <string>
#include <string_view>

#include "core/base/phrase.hpp"

namespace octospira {

/// The kind of a failure, as far as programs must distinguish it.
enum class ErrorKind {
    invalid_input,   ///< input from a user or a file cannot be used
    not_configured,  ///< a setting, custom property or scenario is missing
    unauthorized,    ///< no or wrong credentials (HTTP 401, Spira's "Access Denied")
    forbidden,       ///< valid credentials without the right (HTTP 403)
    not_found,       ///< the object does not exist (HTTP 404)
    conflict,        ///< another user changed it, or it already exists (HTTP 409)
    rate_limited,    ///< too many requests (HTTP 429)
    unavailable,     ///< the server failed or cannot be reached (HTTP 5xx, 408, 425, no network)
    rejected,        ///< the server understood and refused (other HTTP 4xx)
    protocol,        ///< the answer does not match the server's documentation
};

/// A failure as an ordinary value: what happened and what to do about it, as text for the user.
struct Error {
    ErrorKind kind = ErrorKind::protocol;
    Phrase message;      ///< what happened, one sentence
    Phrase advice;       ///< what to do next, one sentence; may be empty
    std::string origin;  ///< where it came from, e.g. "Spira PUT projects/1/test-cases"
    int status = 0;      ///< HTTP status of the answer; 0: there was none
    /// What answered was not the API, but something in its place: a proxy, a gateway, a page.
    bool foreign = false;

    Error() = default;
    Error(ErrorKind its_kind, Phrase its_message, Phrase its_advice, std::string its_origin);
    /// From the catalogue; out of line, because a page has a hundred of these.
    Error(ErrorKind its_kind, const Text& its_message, const Text& its_advice,
          std::string_view its_origin = {});
    bool operator==(const Error&) const = default;
};

/// True if a retry may succeed. The only place that decides on retries.
[[nodiscard]] bool retryable(ErrorKind kind);
/// The same, and true for a conflict reported by an answer: the next attempt reads the object
/// again.
[[nodiscard]] bool retryable(const Error& error);

/// The kind's name as written in logs and across the engine's boundary, e.g. "not_found".
[[nodiscard]] std::string_view to_string(ErrorKind kind);

/// The kind for an HTTP status; `unavailable` for 0 (no answer). 2xx gives `protocol`: it is called
/// only for answers that could not be used.
[[nodiscard]] ErrorKind kind_of_status(int status);

/// "message advice", the text shown to the user.
[[nodiscard]] std::string sentence(const Error& error, Language language = Language::english);

}  // namespace octospira
