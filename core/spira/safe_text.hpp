#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace octospira::spira {

// Texts from outside on their way into Spira. Its limits count letters (Spira REST §9.1).

inline constexpr std::size_t kLineLimit = 255;
inline constexpr std::size_t kDetailsLimit = 1'000'000;

/// How many letters (code points) the text has; a byte that is not UTF-8 counts as one.
[[nodiscard]] std::size_t letters_in(std::string_view text);

/// At most `limit` letters on one line: control characters and line ends become blanks, blanks are
/// collapsed; what is not UTF-8, and U+FFFE and U+FFFF, which no XML can hold, becomes U+FFFD.
[[nodiscard]] std::string safe_line(std::string_view text, std::size_t limit);

/// The same with its line ends (as \n) and tabs; other control characters are left out.
[[nodiscard]] std::string safe_text(std::string_view text, std::size_t limit);

}  // namespace octospira::spira
