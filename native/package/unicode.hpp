#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace octospira::package {

/// How long JavaScript and Spira's database say the text is: UTF-16 units. Empty when the bytes
/// are not UTF-8 (overlong forms, surrogates and values above U+10FFFF are not).
[[nodiscard]] std::optional<std::size_t> utf16_length(std::string_view text);

[[nodiscard]] inline bool is_utf8(std::string_view text) {
    return utf16_length(text).has_value();
}

/// For a line on a terminal: control characters become blanks, and at most 200 bytes remain.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace octospira::package
