#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/http/message.hpp"

namespace octospira::recorder::status {

/// True when the Host header names this machine (localhost, *.localhost, 127.0.0.0/8, [::1]) or
/// one of `hosts`, whatever its port. A page elsewhere that lets its own name point here (DNS
/// rebinding) has another one.
[[nodiscard]] bool host_fits(const http::ServerRequest& request,
                             const std::vector<std::string>& hosts);

/// True when no header says that another site's page sent this. Browsers send Sec-Fetch-Site to
/// this machine and over TLS, and Origin with every POST; scripts send neither.
[[nodiscard]] bool own_page_sent(const http::ServerRequest& request);

/// The cookie's value, or "".
[[nodiscard]] std::string cookie_of(const http::ServerRequest& request, std::string_view name);

/// The token of `Authorization: Bearer`, if there is such a header.
[[nodiscard]] std::optional<std::string> bearer_of(const http::ServerRequest& request);

/// The path and query that were asked for, encoded again.
[[nodiscard]] std::string target_of(const http::ServerRequest& request);

/// A path on this server to go on to: "/" unless it is plainly one of ours.
[[nodiscard]] std::string own_path(std::string_view wanted);

}  // namespace octospira::recorder::status
