#include "native/package/urls.hpp"

#include <algorithm>
#include <string>

#include "core/base/text.hpp"

namespace octospira::package {

namespace {

bool is_host_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

bool has_letter(std::string_view label) {
    return std::any_of(label.begin(), label.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

std::string_view white_list_fault(std::string_view url) {
    constexpr std::size_t kLongest = 8192;
    if (url.size() > kLongest) return "is longer than 8192 characters.";
    const std::string lower = to_lower(url);
    std::string_view rest = lower;
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (rest.starts_with(scheme)) {
            rest.remove_prefix(scheme.size());
            break;
        }
    }
    if (rest.find("://") != std::string_view::npos) return "must start with https:// or http://.";
    const std::string_view host = rest.substr(0, rest.find_first_of("/:?#"));
    if (host.empty() || host.starts_with('.') || host.find("..") != std::string_view::npos ||
        !std::all_of(host.begin(), host.end(), is_host_character)) {
        return "has no domain name, such as api.octoperf.com.";
    }
    if (host == "localhost") return "is localhost, which Spira refuses; give the machine's name.";
    if (!has_letter(split(host, '.').back())) {
        return "is an IP address, which Spira refuses; give the machine's name.";
    }
    return "";
}

}  // namespace octospira::package
