#include "core/base/text.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/utf8.hpp"

namespace octospira {

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_alpha(char c) {
    return lower(c) >= 'a' && lower(c) <= 'z';
}
bool is_hex(char c) {
    return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f');
}
int hex_value(char c) {
    return is_digit(c) ? c - '0' : lower(c) - 'a' + 10;
}

/// Length of the UUID that starts at `at` (braces not counted), or 0.
std::size_t uuid_length_at(std::string_view text, std::size_t at) {
    constexpr std::size_t kLength = 36;
    if (text.size() < at + kLength) return 0;
    for (std::size_t i = 0; i < kLength; ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[at + i] != '-' : !is_hex(text[at + i])) return 0;
    }
    return kLength;
}

/// Of elements that hold no text for people, the name.
std::string_view hidden_element(std::string_view tag) {
    for (const std::string_view name : {"title", "script", "style", "template"}) {
        const std::string_view rest = tag.substr(std::min(tag.size(), name.size() + 1));
        if (!equals_ignoring_case(tag.substr(1, name.size()), name)) continue;
        if (!rest.empty() && !is_alpha(rest.front()) && !is_digit(rest.front())) return name;
    }
    return {};
}

std::size_t after(std::string_view markup, std::string_view end, std::size_t from) {
    const std::size_t at = markup.find(end, from);
    return at == std::string_view::npos ? markup.size() : at + end.size();
}

/// Past the tag or comment at `at`, and past the whole of an element that holds no text for people.
std::size_t end_of_tag(std::string_view markup, std::size_t at) {
    if (markup.substr(at).starts_with("<!--")) return after(markup, "-->", at + 4);
    const std::string_view name = hidden_element(markup.substr(at, 10));
    while (!name.empty() && at < markup.size()) {
        at = after(markup, "</", at);
        if (equals_ignoring_case(markup.substr(at, name.size()), name)) break;
    }
    return after(markup, ">", at);
}

}  // namespace

std::string concat(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) text.append(part);
    return text;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string_view without_slashes(std::string_view text) {
    while (text.ends_with('/')) text.remove_suffix(1);
    return text;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lower(b[i])) return false;
    }
    return true;
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
    return to_lower(text).find(to_lower(part)) != std::string::npos;
}

std::string to_lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = lower(c);
    return result;
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
    std::string result;
    std::size_t at = 0;
    while (!from.empty()) {
        const std::size_t hit = text.find(from, at);
        if (hit == std::string_view::npos) break;
        result += text.substr(at, hit - at);
        result += to;
        at = hit + from.size();
    }
    result += text.substr(at);
    return result;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<std::int32_t> parse_positive(std::string_view text) {
    if (text.empty() || text.size() > 9) return std::nullopt;
    std::int32_t value = 0;
    for (const char c : text) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    if (value == 0) return std::nullopt;
    return value;
}

std::string percent_encode(std::string_view text) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        if (is_alpha(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || c == '~') {
            result += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            result += '%';
            result += kHex[byte >> 4U];
            result += kHex[byte & 15U];
        }
    }
    return result;
}

std::string percent_decode(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
            result += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && !begins_character(text[bytes])) --bytes;
    return text.substr(0, bytes);
}

std::string strip_tags(std::string_view markup) {
    std::string text;
    for (std::size_t at = 0; at < markup.size();) {
        if (markup[at] == '<') {
            at = end_of_tag(markup, at);
            text += ' ';
        } else {
            text += markup[at++];
        }
    }
    // &amp; last, so that "&amp;lt;" stays the text "&lt;".
    static constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
        {"&nbsp;", " "}, {"&lt;", "<"},   {"&gt;", ">"},  {"&quot;", "\""},
        {"&#39;", "'"},  {"&apos;", "'"}, {"&amp;", "&"},
    };
    for (const auto& [name, value] : kEntities) text = replace_all(text, name, value);
    return collapse_blanks(text);
}

std::string escape_markup(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            case '\'':
                escaped += "&#39;";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

std::string collapse_blanks(std::string_view text) {
    std::string result;
    bool pending = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto byte = static_cast<unsigned char>(c);
        // U+0080 to U+009F are two bytes.
        const bool second = byte == 0xC2 && i + 1 < text.size() &&
                            static_cast<unsigned char>(text[i + 1]) >= 0x80 &&
                            static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (byte <= ' ' || byte == 0x7F || second) {
            pending = !result.empty();
            if (second) ++i;
            continue;
        }
        if (pending) result += ' ';
        pending = false;
        result += c;
    }
    return result;
}

bool looks_like_uuid(std::string_view text) {
    text = trim(text);
    if (text.size() == 38 && text.front() == '{' && text.back() == '}') {
        text = text.substr(1, 36);
    }
    return text.size() == 36 && uuid_length_at(text, 0) == 36;
}

std::string redact(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        if (const std::size_t length = uuid_length_at(text, i); length > 0) {
            result += "***";
            i += length;
            continue;
        }
        std::size_t name = 0;
        for (const std::string_view key : {"api-key=", "username=", "api_key=", "apikey="}) {
            if (equals_ignoring_case(text.substr(i, key.size()), key)) name = key.size();
        }
        if (name == 0) {
            result += text[i++];
            continue;
        }
        result += text.substr(i, name);
        result += "***";
        i += name;
        while (i < text.size() && text[i] != '&' && text[i] != '"' && text[i] != '\'' &&
               text[i] != '<' && !is_blank(text[i])) {
            ++i;
        }
    }
    return result;
}

std::string format_number(double value, int decimals) {
    if (!std::isfinite(value) || std::fabs(value) >= 1e15) return "–";
    std::int64_t scale = 1;
    for (int i = 0; i < decimals && i < 6; ++i) scale *= 10;
    const bool fine = std::fabs(value) < 9e9;  // value * scale stays exact enough below 2^53
    if (!fine) scale = 1;
    const auto scaled =
        static_cast<std::int64_t>(std::floor(std::fabs(value) * static_cast<double>(scale) + 0.5));
    std::string text = value < 0 && scaled != 0 ? "-" : "";
    text += std::to_string(scaled / scale);
    std::int64_t rest = scaled % scale;
    if (rest == 0) return text;
    std::string digits = std::to_string(rest + scale);  // a leading 1 keeps the zeros
    while (digits.back() == '0') digits.pop_back();
    return text + "." + digits.substr(1);
}

}  // namespace octospira
