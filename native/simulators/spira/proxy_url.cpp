#include "native/simulators/spira/proxy_url.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace octospira::simulators::spira {

namespace {

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool host_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

bool host_matches(const UrlParts& url, const UrlParts& entry) {
    if (!entry.protocol.empty()) return url.protocol == entry.protocol && url.host == entry.host;
    return url.host == entry.host || url.host.ends_with("." + entry.host);
}

}  // namespace

std::optional<UrlParts> split_url(std::string_view url) {
    UrlParts parts;
    const auto colon = url.find("://");
    if (colon != std::string_view::npos) {
        parts.protocol = to_lower(url.substr(0, colon));
        if (parts.protocol != "http" && parts.protocol != "https") return std::nullopt;
        url.remove_prefix(colon + 3);
    }
    url = url.substr(0, url.find_first_of("?#"));
    const auto slash = std::min(url.find('/'), url.size());
    parts.path = url.substr(slash);
    std::string_view authority = url.substr(0, slash);
    if (authority.starts_with('[')) {
        const auto end = authority.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        parts.host = to_lower(authority.substr(0, end + 1));
        authority.remove_prefix(end + 1);
    } else {
        const auto end = std::min(authority.find(':'), authority.size());
        parts.host = to_lower(authority.substr(0, end));
        if (!std::all_of(parts.host.begin(), parts.host.end(), host_character)) return std::nullopt;
        authority.remove_prefix(end);
    }
    if (authority.starts_with(':')) parts.port = authority.substr(1);
    if (!authority.empty() && !all_digits(parts.port)) return std::nullopt;
    if (parts.host.empty()) return std::nullopt;
    return parts;
}

bool is_domain_name(std::string_view host) {
    if (host.starts_with('[') || host.starts_with('.') || host.ends_with('.')) return false;
    const auto dot = host.rfind('.');
    return dot != std::string_view::npos && !all_digits(host.substr(dot + 1));
}

bool url_allowed(std::string_view url, const std::vector<std::string>& entries) {
    const auto wanted = split_url(url);
    if (!wanted || wanted->protocol.empty()) return false;
    return std::any_of(entries.begin(), entries.end(), [&](const std::string& text) {
        const auto entry = split_url(trim(text));
        return entry && is_domain_name(entry->host) && host_matches(*wanted, *entry) &&
               (entry->port.empty() || entry->port == wanted->port) &&
               (wanted->path.starts_with(entry->path) || entry->path == "/");
    });
}

}  // namespace octospira::simulators::spira
