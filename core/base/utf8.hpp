#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace octospira {

/// The bytes of the well-formed UTF-8 sequence at `at` (1–4), or 0 where there is none: overlong
/// forms, surrogates and what is above U+10FFFF are not (RFC 3629).
[[nodiscard]] std::size_t utf8_sequence(const char* at, const char* end);

void append_utf8(std::string& text, std::uint32_t code_point);

/// A character and the bytes that it takes. A byte that begins no well-formed sequence stands
/// alone, as kNoCharacter.
struct Character {
    std::string_view bytes;
    std::uint32_t code_point;
};
inline constexpr std::uint32_t kNoCharacter = UINT32_MAX;
/// Of a text that is not empty.
[[nodiscard]] Character first_character(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text);

/// False for the second and later bytes of a sequence.
[[nodiscard]] constexpr bool begins_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}
[[nodiscard]] std::size_t count_characters(std::string_view text);

/// Units of UTF-16 that mean a character together.
[[nodiscard]] constexpr bool is_high_surrogate(std::uint32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
[[nodiscard]] constexpr bool is_low_surrogate(std::uint32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}
[[nodiscard]] constexpr std::uint32_t from_surrogates(std::uint32_t high, std::uint32_t low) {
    return 0x10000 + ((high - 0xD800) << 10U) + (low - 0xDC00);
}

}  // namespace octospira
