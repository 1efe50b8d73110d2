#include "native/host/address.hpp"

#include <algorithm>
#include <vector>

#include "core/base/text.hpp"

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

}  // namespace

Result<std::string> normalise_spira_url(std::string_view text) {
    text = trim(text);
    text = text.substr(0, text.find_first_of("?#"));
    std::string scheme = "https://";
    if (const std::size_t end = text.find("://"); end != std::string_view::npos) {
        scheme = to_lower(text.substr(0, end + 3));
        text.remove_prefix(end + 3);
    }
    if (scheme != "https://" && scheme != "http://") {
        return failure(ErrorKind::invalid_input, "The Spira address is not an http or https URL.",
                       std::string(kAdvice));
    }
    const std::string_view host = text.substr(0, text.find('/'));
    if (host.find('@') != std::string_view::npos) {
        return failure(ErrorKind::invalid_input, "The Spira address has a user or password in it.",
                       "Take it out; the account has settings of its own.");
    }
    if (host.empty() || host.find_first_of(" \t\\\"<>") != std::string_view::npos) {
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
