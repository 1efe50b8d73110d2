#pragma once

#include <string>
#include <vector>

namespace octospira::faults {

/// An answer of something that stands before a server: a gateway, a proxy, a sign-in, a page.
struct FrontEnd {
    std::string name;    ///< e.g. "404 of nginx", as in docs/reliability.md
    std::string answer;  ///< the bytes, for Plan::answer; the connection ends with them
};

/// One of every kind. None of them is the word of the server behind.
/// Source: what the products' own documentation and users show of them.
[[nodiscard]] std::vector<FrontEnd> front_ends();

}  // namespace octospira::faults
