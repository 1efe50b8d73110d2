#include "native/recorder/status/same_origin.hpp"

#include <algorithm>
#include <cctype>

#include "core/base/text.hpp"

namespace octospira::recorder::status {

namespace {

/// "[::1]:8803" → "[::1]", "LocalHost:8803" → "localhost".
std::string name_of(std::string_view authority) {
    const std::size_t bracket = authority.find(']');
    const std::size_t from = bracket == std::string_view::npos ? 0 : bracket;
    std::string name = to_lower(authority.substr(0, authority.find(':', from)));
    if (name.ends_with('.')) name.pop_back();
    return name;
}

/// 127.x.y.z in its usual form: no other spelling comes from a browser.
bool is_loopback_v4(std::string_view name) {
    const auto parts = split(name, '.');
    if (parts.size() != 4 || parts[0] != "127") return false;
    return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
        return !part.empty() && part.size() <= 3 &&
               part.find_first_not_of("0123456789") == std::string_view::npos;
    });
}

}  // namespace

bool host_fits(const http::ServerRequest& request, const std::vector<std::string>& hosts) {
    const auto host = http::field(request.headers, "Host");
    if (!host) return false;
    const std::string name = name_of(trim(*host));
    const bool own = name == "localhost" || name.ends_with(".localhost") || name == "[::1]" ||
                     is_loopback_v4(name);
    if (own && !came_through_proxy(request)) return true;
    return std::any_of(hosts.begin(), hosts.end(), [&name](const std::string& one) {
        return !name.empty() && name == name_of(one);
    });
}

bool came_through_proxy(const http::ServerRequest& request) {
    return std::any_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
        const std::string name = to_lower(header.first);
        return name == "forwarded" || name == "via" || name == "x-real-ip" ||
               name.starts_with("x-forwarded");
    });
}

bool own_page_sent(const http::ServerRequest& request) {
    if (const auto site = http::field(request.headers, "Sec-Fetch-Site")) {
        if (*site != "same-origin") return false;
    }
    const auto origin = http::field(request.headers, "Origin");
    if (!origin) return true;
    const std::size_t slashes = origin->find("://");
    const auto host = http::field(request.headers, "Host");
    if (slashes == std::string::npos || !host) return false;
    return equals_ignoring_case(std::string_view(*origin).substr(slashes + 3), trim(*host));
}

std::string cookie_of(const http::ServerRequest& request, std::string_view name) {
    const auto header = http::field(request.headers, "Cookie");
    if (!header) return {};
    for (const std::string_view part : split(*header, ';')) {
        const std::string_view pair = trim(part);
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return std::string(pair.substr(equals + 1));
    }
    return {};
}

std::optional<std::string> bearer_of(const http::ServerRequest& request) {
    static constexpr std::string_view kBearer = "Bearer ";
    const auto header = http::field(request.headers, "Authorization");
    if (!header) return std::nullopt;
    const std::string_view value = trim(*header);
    if (!equals_ignoring_case(value.substr(0, kBearer.size()), kBearer)) return std::nullopt;
    return std::string(trim(value.substr(kBearer.size())));
}

}  // namespace octospira::recorder::status
