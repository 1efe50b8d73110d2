#include "native/recorder/webhook/charset.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/text.hpp"
#include "core/base/utf8.hpp"

namespace octospira::recorder {

namespace {

constexpr std::uint32_t kNoLetter = 0xFFFD;

/// 0x80–0x9F of Windows-1252; the rest of it is Latin-1. Source: WHATWG Encoding, windows-1252.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

/// How many bytes a code unit has, and whether the first is the highest.
struct Units {
    std::size_t bytes;
    bool big_endian;
};

std::string charset_of(std::string_view content_type) {
    static constexpr std::string_view kName = "charset=";
    const std::string lower = to_lower(content_type);
    const std::size_t at = lower.find(kName);
    if (at == std::string::npos) return {};
    std::string_view value = std::string_view(lower).substr(at + kName.size());
    value = trim(value.substr(0, value.find(';')));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        value = trim(value.substr(1, value.size() - 2));
    return std::string(value);
}

bool is_latin(std::string_view charset) {
    return charset == "iso-8859-1" || charset == "iso8859-1" || charset == "iso_8859-1" ||
           charset == "latin1" || charset == "latin-1" || charset == "windows-1252" ||
           charset == "cp1252";
}

/// By the byte order mark, which is taken away; then by where the zeros of the first letter are.
std::optional<Units> units_of(std::string_view& body) {
    using namespace std::string_view_literals;
    const auto begins = [&](std::string_view mark) {
        if (!body.starts_with(mark)) return false;
        body.remove_prefix(mark.size());
        return true;
    };
    if (begins("\xFF\xFE\0\0"sv)) return Units{4, false};
    if (begins("\0\0\xFE\xFF"sv)) return Units{4, true};
    if (begins("\xFF\xFE"sv)) return Units{2, false};
    if (begins("\xFE\xFF"sv)) return Units{2, true};
    if (body.size() < 4) return std::nullopt;
    const bool zero[] = {body[0] == 0, body[1] == 0, body[2] == 0, body[3] == 0};
    if (zero[0] && zero[1] && zero[2] && !zero[3]) return Units{4, true};
    if (!zero[0] && zero[1] && zero[2] && zero[3]) return Units{4, false};
    if (zero[0] && !zero[1]) return Units{2, true};
    if (!zero[0] && zero[1]) return Units{2, false};
    return std::nullopt;
}

std::uint32_t unit_at(std::string_view body, std::size_t at, Units units) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < units.bytes; ++i) {
        const std::size_t index = units.big_endian ? at + i : at + units.bytes - 1 - i;
        value = value << 8U | static_cast<unsigned char>(body[index]);
    }
    return value;
}

std::string from_units(std::string_view body, Units units) {
    std::string text;
    text.reserve(body.size());
    for (std::size_t at = 0; at + units.bytes <= body.size(); at += units.bytes) {
        std::uint32_t code = unit_at(body, at, units);
        const std::size_t next = at + units.bytes;
        const bool paired = units.bytes == 2 && is_high_surrogate(code) && next + 2 <= body.size();
        const std::uint32_t low = paired ? unit_at(body, next, units) : 0;
        if (is_low_surrogate(low)) {
            code = from_surrogates(code, low);
            at = next;
        } else if (is_high_surrogate(code) || is_low_surrogate(code) || code > 0x10FFFF) {
            code = kNoLetter;
        }
        append_utf8(text, code);
    }
    return text;
}

std::string from_latin(std::string_view body) {
    std::string text;
    text.reserve(body.size() + body.size() / 8);
    for (const char c : body) {
        const auto byte = static_cast<unsigned char>(c);
        append_utf8(text, byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80U] : byte);
    }
    return text;
}

}  // namespace

Decoded decode_body(std::string_view body, std::string_view content_type) {
    const std::string charset = charset_of(content_type);
    std::string_view rest = body;
    if (auto units = units_of(rest))
        return {from_units(rest, *units), units->bytes == 2 ? "UTF-16" : "UTF-32"};
    if (is_latin(charset) && !is_utf8(body)) return {from_latin(body), "Windows-1252"};
    return {std::string(body), ""};
}

}  // namespace octospira::recorder
