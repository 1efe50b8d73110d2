#pragma once

#include <string_view>

namespace octospira::package {

/// What keeps the text from being an address of Spira's URL white list, or "" when nothing does:
/// a domain name, no IP address, not localhost, with or without http(s) and a path, at most 8192
/// characters. Source: SpiraApp documentation, FixedUrl and ConfigurableUrl (Spira 9.3).
[[nodiscard]] std::string_view white_list_fault(std::string_view url);

}  // namespace octospira::package
