#pragma once

#include <string>
#include <string_view>

#include "native/http/message.hpp"

namespace octospira::simulators::spira {

/// Which page a path means.
struct Route {
    std::string page;    ///< the view's name for the scripts; "" when there is no such page
    int product_id = 0;  ///< 0: none
    int artifact_type = 0;
    int artifact_id = 0;    ///< 0: a list
    std::string guid = {};  ///< of a SpiraApp whose settings are shown

    /// The number of the page in a SpiraApp's manifest (§2.2); 0: apps have no code there.
    [[nodiscard]] int manifest_page() const;
};

[[nodiscard]] Route route_of(std::string_view path);

/// The value of a cookie, or "".
[[nodiscard]] std::string cookie(const http::ServerRequest& request, std::string_view name);

inline constexpr std::string_view kUserCookie = "spira-simulator-user";

}  // namespace octospira::simulators::spira
