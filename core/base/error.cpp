#include "core/base/error.hpp"

#include <utility>

#include "core/base/text.hpp"

namespace octospira {

Error::Error(ErrorKind its_kind, Phrase its_message, Phrase its_advice, std::string its_origin)
    : kind(its_kind),
      message(std::move(its_message)),
      advice(std::move(its_advice)),
      origin(std::move(its_origin)) {}

Error::Error(ErrorKind its_kind, const Text& its_message, const Text& its_advice,
             std::string_view its_origin)
    : kind(its_kind), message(its_message), advice(its_advice), origin(its_origin) {}

bool retryable(ErrorKind kind) {
    // `protocol`: somebody on the way answered with a page of its own, or garbled what passed.
    return kind == ErrorKind::rate_limited || kind == ErrorKind::unavailable ||
           kind == ErrorKind::protocol;
}

bool retryable(const Error& error) {
    return retryable(error.kind) || (error.kind == ErrorKind::conflict && error.status != 0);
}

std::string_view to_string(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid_input:
            return "invalid_input";
        case ErrorKind::not_configured:
            return "not_configured";
        case ErrorKind::unauthorized:
            return "unauthorized";
        case ErrorKind::forbidden:
            return "forbidden";
        case ErrorKind::not_found:
            return "not_found";
        case ErrorKind::conflict:
            return "conflict";
        case ErrorKind::rate_limited:
            return "rate_limited";
        case ErrorKind::unavailable:
            return "unavailable";
        case ErrorKind::rejected:
            return "rejected";
        case ErrorKind::protocol:
            return "protocol";
    }
    return "protocol";
}

ErrorKind kind_of_status(int status) {
    switch (status) {
        case 0:
        case 408:
        case 425:
            return ErrorKind::unavailable;
        case 401:
            return ErrorKind::unauthorized;
        case 403:
            return ErrorKind::forbidden;
        case 404:
            return ErrorKind::not_found;
        case 409:
            return ErrorKind::conflict;
        case 429:
            return ErrorKind::rate_limited;
        default:
            break;
    }
    if (status >= 500) return ErrorKind::unavailable;
    if (status >= 400) return ErrorKind::rejected;
    return ErrorKind::protocol;
}

std::string sentence(const Error& error, Language language) {
    const std::string& advice = error.advice.in(language);
    return concat({error.message.in(language), advice.empty() ? "" : " ", advice});
}

}  // namespace octospira
