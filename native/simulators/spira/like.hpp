#pragma once

#include <string_view>

namespace octospira::simulators::spira {

/// True when `pattern` occurs in `text`, ASCII case ignored. With wildcards: % any characters, _
/// any one, [abc] and [a-c] one of these, [^abc] one of the others, as in SQL's LIKE.
[[nodiscard]] bool occurs(std::string_view text, std::string_view pattern, bool wildcards);

}  // namespace octospira::simulators::spira
