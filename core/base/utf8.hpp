#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace octospira {

/// The bytes of the well-formed UTF-8 sequence at `at` (1–4), or 0 where there is none: overlong
/// forms, surrogates and what is above U+10FFFF are not (RFC 3629).
[[nodiscard]] std::size_t utf8_sequence(const char* at, const char* end);

void append_utf8(std::string& text, std::uint32_t code_point);

}  // namespace octospira
