#include "native/host/address.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "core/base/text.hpp"
#include "native/http/networks.hpp"

namespace octospira::host {

namespace {

constexpr std::string_view kAdvice =
    "Give it as you type it in the browser, e.g. https://mysite.spiraservice.net.";

bool is_page(std::string_view segment) {
    static constexpr std::string_view kPage = ".aspx";
    return segment.size() > kPage.size() &&
           equals_ignoring_case(segment.substr(segment.size() - kPage.size()), kPage);
}

/// The path's segments that belong to the base: up to "Services", and where the path leads to a
/// page, up to the product's number before it.
std::vector<std::string_view> base_segments(std::string_view path) {
    std::vector<std::string_view> segments;
    for (const std::string_view segment : split(path, '/')) {
        if (segment.empty()) continue;
        if (equals_ignoring_case(segment, "Services")) return segments;
        segments.push_back(segment);
    }
    if (segments.empty() || !is_page(segments.back())) return segments;
    segments.pop_back();
    const auto product = std::find_if(segments.begin(), segments.end(), [](std::string_view text) {
        return parse_positive(text).has_value();
    });
    segments.erase(product, segments.end());
    return segments;
}

struct HostAndPort {
    std::string_view name;  ///< without the brackets of an IPv6 address
    std::string_view rest;  ///< ":8080"; empty: no port
};

HostAndPort parts_of(std::string_view host) {
    const std::size_t close = host.starts_with('[') ? host.find(']') : std::string_view::npos;
    if (close != std::string_view::npos) return {host.substr(1, close - 1), host.substr(close + 1)};
    const std::size_t colon = std::min(host.find(':'), host.size());
    return {host.substr(0, colon), host.substr(colon)};
}

bool is_port(std::string_view text) {
    const auto port = parse_positive(text);
    return port && *port <= 65535;
}

/// Letters beyond ASCII pass: libcurl writes such names as DNS wants them.
bool is_name(std::string_view name) {
    static constexpr std::string_view kNever = "\\\"<>{}|^`'(),;[]";
    return !name.empty() && std::none_of(name.begin(), name.end(), [](char c) {
        return (c >= '\0' && c <= ' ') || c == '\x7f' || kNever.find(c) != std::string_view::npos;
    });
}

tl::unexpected<Error> no_url() {
    return failure(ErrorKind::invalid_input, "The Spira address is not an http or https URL.",
                   std::string(kAdvice));
}

/// A name that only a network of one's own knows.
bool is_private_name(std::string_view name) {
    static constexpr std::string_view kEnds[] = {".localhost", ".local",     ".lan",  ".internal",
                                                 ".intranet",  ".home.arpa", ".corp", ".private"};
    const std::string lower = to_lower(name);
    return lower.find('.') == std::string::npos ||
           std::any_of(std::begin(kEnds), std::end(kEnds),
                       [&](std::string_view end) { return lower.ends_with(end); });
}

}  // namespace

bool sends_in_clear(std::string_view base_url) {
    static constexpr std::string_view kPlain = "http://";
    static const auto near =
        http::Networks::parse({"127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                               "169.254.0.0/16", "::1", "fc00::/7", "fe80::/10"});
    if (!equals_ignoring_case(base_url.substr(0, kPlain.size()), kPlain)) return false;
    const std::string_view rest = base_url.substr(kPlain.size());
    const std::string_view name = parts_of(rest.substr(0, rest.find('/'))).name;
    if (const auto address = http::IpAddress::parse(name)) return !near->contain(*address);
    return !is_private_name(name);
}

Result<std::string> normalise_spira_url(std::string_view text) {
    text = trim(text);
    text = text.substr(0, text.find_first_of("?#"));
    std::string scheme = "https://";
    const std::size_t end = text.find("://");
    const bool schemed = end != std::string_view::npos;
    if (schemed) {
        scheme = to_lower(text.substr(0, end + 3));
        text.remove_prefix(end + 3);
    }
    if (scheme != "https://" && scheme != "http://") return no_url();
    const std::string_view host = text.substr(0, text.find('/'));
    if (host.find('@') != std::string_view::npos) {
        return failure(ErrorKind::invalid_input, "The Spira address has a user or password in it.",
                       "Remove it; the account has its own settings.");
    }
    const auto [name, rest] = parts_of(host);
    if (!schemed && !rest.empty() && !is_port(rest.substr(1))) return no_url();
    if (!is_name(name) || (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1))))) {
        return failure(ErrorKind::invalid_input, "The Spira address has no usable host.",
                       std::string(kAdvice));
    }
    std::string base = scheme + std::string(host);
    for (const std::string_view segment : base_segments(text.substr(host.size()))) {
        base += "/";
        base += segment;
    }
    return base;
}

std::string normalise_spira_key(std::string_view text) {
    text = trim(text);
    if (looks_like_uuid(text) && text.front() != '{') return "{" + std::string(text) + "}";
    return std::string(text);
}

}  // namespace octospira::host
