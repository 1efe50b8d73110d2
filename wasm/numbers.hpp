#pragma once

namespace octospira::wasm {

/// The double nearest to the decimal number at `text` (sign, digits, point, exponent, as JSON
/// writes them; ties to even), and in `end` where it ends. Infinity when it is too large.
[[nodiscard]] double parse_double(const char* text, const char** end);

}  // namespace octospira::wasm
