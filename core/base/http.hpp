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

/// The source of an answer, as far as a host can tell.
enum class AnswerFrom {
    unknown,       ///< to be decided from its status and body
    platform,      ///< Spira's page, which reports a failed call in its own words
    network,       ///< no answer: the text is this machine's, the status is 0
    proxy,         ///< the proxy `named` itself
    behind_proxy,  ///< as unknown; anything that is not the API's came from the proxy `named` or
                   ///< from behind it
    redirect,      ///< a redirect to the host `named`
    web_server,    ///< a web server in front of the API that requires a Windows sign-in
};

/// An answer. `status` is 0 if there was none, and `body` then says why in plain text.
struct Answer {
    int status = 0;
    std::string body = {};
    std::optional<int> retry_after_s = std::nullopt;  ///< of the Retry-After header, where seen
    /// False only if the request was certainly never sent: refused, unresolved, no route.
    bool may_have_arrived = true;
    /// The answer was longer than the host reads; `status` is 0. Asking for fewer rows helps.
    bool oversized = false;
    AnswerFrom from = AnswerFrom::unknown;
    std::string named = {};  ///< a host, with its port where it has one

    [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }
};

}  // namespace octospira
