#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/http/message.hpp"

namespace octospira::recorder::status {

/// True when the Host header, whatever its port, is one of `hosts` or, unless a proxy passed the
/// request on, names this machine (localhost, *.localhost, 127.0.0.0/8, [::1]). A page elsewhere
/// that lets its own name point here (DNS rebinding) has another one.
[[nodiscard]] bool host_fits(const http::ServerRequest& request,
                             const std::vector<std::string>& hosts);

/// True when a header says that a proxy passed the request on: Forwarded (RFC 7239), Via
/// (RFC 9110 §7.6.3), X-Forwarded-*, X-Real-IP. Such a request does not come from this machine.
[[nodiscard]] bool came_through_proxy(const http::ServerRequest& request);

/// True when no header says that another site's page sent this. Browsers send Sec-Fetch-Site to
/// this machine and over TLS, and Origin with every POST; scripts send neither.
[[nodiscard]] bool own_page_sent(const http::ServerRequest& request);

/// The cookie's value, or "".
[[nodiscard]] std::string cookie_of(const http::ServerRequest& request, std::string_view name);

/// The token of `Authorization: Bearer`, if there is such a header.
[[nodiscard]] std::optional<std::string> bearer_of(const http::ServerRequest& request);

}  // namespace octospira::recorder::status
