#include "native/recorder/postgres/stored_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace octospira::recorder::postgres {

namespace {

constexpr std::string_view kPrefix = "\xF4\x8F";  // how U+10FF00 to U+10FFFF begin, in UTF-8
constexpr std::size_t kStandIn = 4;               // bytes of one of them

std::uint8_t byte(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<std::uint8_t>(text[at]) : std::uint8_t{0};
}

bool in(std::uint8_t value, int low, int high) {
    return value >= low && value <= high;
}

bool continues(std::string_view text, std::size_t at, std::size_t count) {
    for (std::size_t i = at; i < at + count; ++i) {
        if (!in(byte(text, i), 0x80, 0xBF)) return false;
    }
    return true;
}

/// F4 8F BC 80 to F4 8F BF BF.
bool is_stand_in(std::string_view text, std::size_t at) {
    return byte(text, at) == 0xF4 && byte(text, at + 1) == 0x8F &&
           in(byte(text, at + 2), 0xBC, 0xBF);
}

/// How many bytes at `at` are one character that can be stored as it is; 0: none.
/// Source: the Unicode Standard, table 3-7, well-formed UTF-8 byte sequences.
std::size_t plain(std::string_view text, std::size_t at) {
    const std::uint8_t first = byte(text, at);
    const std::uint8_t second = byte(text, at + 1);
    if (first == 0) return 0;
    if (first < 0x80) return 1;
    if (in(first, 0xC2, 0xDF)) return continues(text, at + 1, 1) ? 2 : 0;
    if (in(first, 0xE0, 0xEF)) {
        const bool second_fits =
            in(second, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
        return second_fits && continues(text, at + 2, 1) ? 3 : 0;
    }
    if (in(first, 0xF0, 0xF4)) {
        const bool second_fits =
            in(second, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
        return second_fits && continues(text, at + 2, 2) && !is_stand_in(text, at) ? 4 : 0;
    }
    return 0;
}

}  // namespace

std::string to_stored(std::string_view text) {
    std::string stored;
    stored.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = plain(text, at);
        stored.append(text.substr(at, length));
        if (length == 0) {
            const std::uint8_t odd = byte(text, at);
            stored.append(kPrefix);
            stored.push_back(static_cast<char>(0xBC + (odd >> 6)));
            stored.push_back(static_cast<char>(0x80 + (odd & 0x3F)));
        }
        at += std::max<std::size_t>(length, 1);
    }
    return stored;
}

std::string from_stored(std::string_view stored) {
    std::string text;
    text.reserve(stored.size());
    for (std::size_t at = 0; at < stored.size();) {
        if (is_stand_in(stored, at) && at + kStandIn <= stored.size()) {
            const int high = byte(stored, at + 2) - 0xBC;
            text.push_back(static_cast<char>(high << 6 | (byte(stored, at + 3) & 0x3F)));
            at += kStandIn;
        } else {
            text.push_back(stored[at++]);
        }
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
