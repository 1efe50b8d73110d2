#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace octospira::simulators::spira {

/// The parts of an http(s) URL, or of a white list's entry, where the protocol may be missing.
struct UrlParts {
    std::string protocol;  ///< "http", "https", or ""
    std::string host;      ///< lower case
    std::string port;      ///< as written, or ""
    std::string path;      ///< from the first slash to the query or fragment, or ""
};

/// Empty for another protocol, user information, or no host.
[[nodiscard]] std::optional<UrlParts> split_url(std::string_view url);

/// True for a name with a dot that is no IPv4 address; "localhost" is none, "a.localhost" is.
[[nodiscard]] bool is_domain_name(std::string_view host);

/// SpiraApp platform §5.3, white list: an entry without protocol takes http and https and every
/// sub-domain; with protocol exactly that protocol and host. A port must be equal when given, a
/// path is a prefix, the query is not looked at. Entries without a domain name match nothing.
[[nodiscard]] bool url_allowed(std::string_view url, const std::vector<std::string>& entries);

}  // namespace octospira::simulators::spira
