#pragma once

#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace octospira::host {

/// Spira's base from a pasted address: blanks, query, fragment, trailing slashes, a
/// "/Services/…" tail and a page such as "/1/TestCase/2.aspx" are dropped; a virtual directory
/// stays; https is assumed if there is no scheme.
/// Errors: invalid_input when there is no host, another scheme ("javascript:…"), a port that is
/// none, or it contains a user and password. Source: Spira REST §1.
[[nodiscard]] Result<std::string> normalise_spira_url(std::string_view text);

/// The key as Spira wants it: blanks trimmed, and braces put round a bare GUID; letters as given.
/// Source: Spira REST §2.
[[nodiscard]] std::string normalise_spira_key(std::string_view text);

/// True for http:// to a host that is neither this machine nor in a private network, judging by its
/// name or address: the key is then sent unencrypted over a public network.
[[nodiscard]] bool sends_in_clear(std::string_view base_url);

}  // namespace octospira::host
