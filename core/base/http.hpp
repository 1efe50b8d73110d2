#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/json.hpp"

namespace octospira {

enum class Method { get, post, put, del };

[[nodiscard]] constexpr std::string_view to_string(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::del:
            return "DELETE";
    }
    return "GET";
}

/// One call to build and hand to a host. `path` is relative to the API's base (no leading slash)
/// and completely encoded; the host adds the base, the credentials and the usual headers.
struct Request {
    Method method = Method::get;
    std::string path;
    std::optional<Json> body = std::nullopt;  ///< empty: no body at all
};

/// What came back. `status` is 0 when nothing did, and then `body` says why in plain text.
struct Answer {
    int status = 0;
    std::string body = {};
    std::optional<int> retry_after_s = std::nullopt;  ///< of the Retry-After header, where seen
    /// False only where the request surely never left: refused, unresolved, no route.
    bool may_have_arrived = true;

    [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }
};

}  // namespace octospira
