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

/// Who wrote an answer, as far as a host can see.
enum class AnswerFrom {
    unknown,       ///< its status and body tell
    platform,      ///< Spira's page, which tells in its own words of a failed call
    network,       ///< nobody: the words are this machine's, the status is 0
    proxy,         ///< the proxy `named`, for itself
    behind_proxy,  ///< as unknown; what is not the API's came from the proxy `named` or beyond it
    redirect,      ///< somebody who sends on to the host `named`
    web_server,    ///< a web server before the API that wants a Windows sign-in
};

/// What came back. `status` is 0 when nothing did, and then `body` says why in plain text.
struct Answer {
    int status = 0;
    std::string body = {};
    std::optional<int> retry_after_s = std::nullopt;  ///< of the Retry-After header, where seen
    /// False only where the request surely never left: refused, unresolved, no route.
    bool may_have_arrived = true;
    /// The answer was longer than the host reads; `status` is 0. Asking for fewer rows helps.
    bool oversized = false;
    AnswerFrom from = AnswerFrom::unknown;
    std::string named = {};  ///< a host, with its port where it has one

    [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }
};

}  // namespace octospira
