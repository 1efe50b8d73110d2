#include "core/base/utf8.hpp"

#include <algorithm>

namespace octospira {

std::size_t utf8_sequence(const char* at, const char* end) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(at[i]); };
    if (at == end) return 0;
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4) return 0;
    const std::size_t bytes = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (static_cast<std::size_t>(end - at) < bytes) return 0;
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) return 0;
    }
    const unsigned second = byte(1);
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
    if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
    return bytes;
}

void append_utf8(std::string& text, std::uint32_t code_point) {
    const auto add = [&text](std::uint32_t value) { text += static_cast<char>(value); };
    if (code_point < 0x80) return add(code_point);
    if (code_point < 0x800) {
        add(0xC0U | code_point >> 6U);
    } else if (code_point < 0x10000) {
        add(0xE0U | code_point >> 12U);
        add(0x80U | (code_point >> 6U & 0x3FU));
    } else {
        add(0xF0U | code_point >> 18U);
        add(0x80U | (code_point >> 12U & 0x3FU));
        add(0x80U | (code_point >> 6U & 0x3FU));
    }
    add(0x80U | (code_point & 0x3FU));
}

Character first_character(std::string_view text) {
    const std::size_t bytes = utf8_sequence(text.data(), text.data() + text.size());
    if (bytes == 0) return {text.substr(0, 1), kNoCharacter};
    const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    std::uint32_t point = bytes == 1 ? byte(0) : byte(0) & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) point = point << 6U | (byte(i) & 0x3FU);
    return {text.substr(0, bytes), point};
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t bytes = utf8_sequence(text.data(), text.data() + text.size());
        if (bytes == 0) return false;
        text.remove_prefix(bytes);
    }
    return true;
}

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

}  // namespace octospira
