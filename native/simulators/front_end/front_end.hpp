#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "native/http/message.hpp"

namespace octospira::simulators {

/// What stands before the API and answers in its place, or changes its answer.
enum class FrontEnd {
    none,
    maintenance_200,  ///< an HTML page that says so, with this status
    maintenance_502,
    maintenance_503,
    ingress,           ///< 503 and plain text: no backend is up
    sign_in_redirect,  ///< 302 to a login page elsewhere
    proxy_407,         ///< a proxy that wants a user name and password
    truncated,         ///< the API's answer, cut in the middle
    gzip,              ///< compressed although nobody asked for that
    oversized          ///< padded with blanks to more than a client reads
};

/// Their names as values of a switch and as actions of faults, in the order of the enum: "none",
/// "maintenance200", …
[[nodiscard]] std::span<const std::string_view> front_end_names();
[[nodiscard]] std::optional<FrontEnd> front_end_named(std::string_view name);

/// True where the API gets the request and its answer is changed; else it never hears of it.
[[nodiscard]] bool asks_the_api(FrontEnd front_end);

/// What the caller gets; `answer` is the API's, empty where that is not asked.
[[nodiscard]] http::ServerResponse behind(FrontEnd front_end, http::ServerResponse answer);

}  // namespace octospira::simulators
