#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"

namespace octospira {

/// A value or an Error. Becomes std::expected by a rename once every compiler has it.
template <class T>
using Result = tl::expected<T, Error>;

/// The failing half of a Result: `return failure(ErrorKind::not_found, "…", "…");`
[[nodiscard]] inline tl::unexpected<Error> failure(ErrorKind kind, Phrase message,
                                                   Phrase advice = {}, std::string origin = {}) {
    return tl::unexpected<Error>(
        Error{kind, std::move(message), std::move(advice), std::move(origin)});
}

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorKind kind, const Text& message,
                                                   const Text& advice,
                                                   std::string_view origin = {}) {
    return tl::unexpected<Error>(Error(kind, message, advice, origin));
}

}  // namespace octospira
