#include "native/recorder/postgres/stored_text.hpp"

#include <cstdint>

#include "core/base/utf8.hpp"

namespace octospira::recorder::postgres {

namespace {

constexpr std::uint32_t kStandIn = 0x10FF00;  ///< of the byte 0; to U+10FFFF of the byte 255

}  // namespace

std::string to_stored(std::string_view text) {
    std::string stored;
    stored.reserve(text.size());
    while (!text.empty()) {
        Character next = first_character(text);
        if (next.code_point == 0 || next.code_point >= kStandIn) {
            next.bytes = text.substr(0, 1);
            append_utf8(stored, kStandIn + static_cast<unsigned char>(text.front()));
        } else {
            stored += next.bytes;
        }
        text.remove_prefix(next.bytes.size());
    }
    return stored;
}

std::string from_stored(std::string_view stored) {
    std::string text;
    text.reserve(stored.size());
    while (!stored.empty()) {
        const auto [bytes, code_point] = first_character(stored);
        if (code_point >= kStandIn && code_point != kNoCharacter) {
            text += static_cast<char>(code_point - kStandIn);
        } else {
            text += bytes;
        }
        stored.remove_prefix(bytes.size());
    }
    return text;
}

std::string array_of(const std::vector<std::string>& texts) {
    std::string array = "{";
    for (const std::string& text : texts) {
        if (array.size() > 1) array += ',';
        array += '"';
        for (const char c : text) {
            if (c == '"' || c == '\\') array += '\\';
            array += c;
        }
        array += '"';
    }
    return array + '}';
}

}  // namespace octospira::recorder::postgres
