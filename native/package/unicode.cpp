#include "native/package/unicode.hpp"

#include <algorithm>
#include <cstdint>

#include "core/base/text.hpp"

namespace octospira::package {

namespace {

/// Bytes a sequence has that starts with this one; 0 when none does.
std::size_t sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    if (lead >= 0xF0 && lead < 0xF5) return 4;
    return 0;
}

}  // namespace

std::optional<std::size_t> utf16_length(std::string_view text) {
    std::size_t units = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = sequence_length(lead);
        if (length == 0 || i + length > text.size()) return std::nullopt;
        std::uint32_t point = length == 1 ? lead : lead & (0x7FU >> length);
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            if ((next & 0xC0U) != 0x80U) return std::nullopt;
            point = point << 6U | (next & 0x3FU);
        }
        const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
        const bool surrogate = point >= 0xD800 && point < 0xE000;
        if (overlong || surrogate || point > 0x10FFFF) return std::nullopt;
        units += point >= 0x10000 ? 2 : 1;
        i += length;
    }
    return units;
}

std::string printable(std::string_view text) {
    constexpr std::size_t kLongest = 200;
    std::string line(cut_utf8(text, kLongest));
    std::replace_if(
        line.begin(), line.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return line.size() < text.size() ? line + "..." : line;
}

}  // namespace octospira::package
