// JSON as text. nlohmann/json keeps the values; reading and writing them is here, because its
// lexer, serializer and what these bring along are a sixth of the page's engine (docs/decisions).

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "core/base/json.hpp"
#include "core/base/number_text.hpp"
#include "core/base/utf8.hpp"

namespace octospira {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Reads one value (RFC 8259). Depth and members are counted on the way, so recursion is bounded,
/// and what is nested too deeply or too large is refused at that point.
class Reader {
  public:
    explicit Reader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

    bool read_all(Json& into) {
        (void)take_word("\xEF\xBB\xBF");
        if (!read(into, 0)) return false;
        skip_blanks();
        return at_ == end_;
    }

  private:
    void skip_blanks() {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    }

    bool take(char c) {
        if (at_ == end_ || *at_ != c) return false;
        ++at_;
        return true;
    }

    bool take_after_blanks(char c) {
        skip_blanks();
        return take(c);
    }

    bool take_word(std::string_view word) {
        if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(word))
            return false;
        at_ += word.size();
        return true;
    }

    bool read(Json& into, int depth) {
        skip_blanks();
        if (at_ == end_) return false;
        switch (*at_) {
            case '{':
                return depth < kMaxJsonDepth && read_object(into, depth + 1);
            case '[':
                return depth < kMaxJsonDepth && read_array(into, depth + 1);
            case '"':
                into = std::string();
                return read_string(into.get_ref<std::string&>());
            case 't':
                into = true;
                return take_word("true");
            case 'f':
                into = false;
                return take_word("false");
            case 'n':
                into = nullptr;
                return take_word("null");
            default:
                return read_number(into);
        }
    }

    bool read_array(Json& into, int depth) {
        ++at_;
        into = Json::array();
        if (take_after_blanks(']')) return true;
        do {
            into.push_back(nullptr);
            if (!read(into.back(), depth)) return false;
        } while (take_after_blanks(','));
        return take(']');
    }

    bool read_object(Json& into, int depth) {
        ++at_;
        into = Json::object();
        if (take_after_blanks('}')) return true;
        for (int members = 1; members <= kMaxJsonMembers; ++members) {
            skip_blanks();
            std::string name;
            if (at_ == end_ || *at_ != '"' || !read_string(name)) return false;
            if (!take_after_blanks(':')) return false;
            // The last of several members of one name wins, as in every browser.
            if (!read(into[name], depth)) return false;
            if (!take_after_blanks(',')) return take('}');
        }
        return false;
    }

    bool read_string(std::string& into) {
        ++at_;
        while (at_ != end_) {
            if (take('"')) return true;
            if (*at_ == '\\') {
                if (!read_escape(into)) return false;
                continue;
            }
            const std::size_t bytes = utf8_sequence(at_, end_);
            if (bytes == 0 || static_cast<unsigned char>(*at_) < 0x20) return false;
            into.append(at_, bytes);
            at_ += bytes;
        }
        return false;
    }

    bool read_escape(std::string& into) {
        static constexpr std::string_view kLetters = "\"\\/bfnrt";
        static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
        if (++at_ == end_) return false;
        if (*at_ == 'u') return read_code_point(into);
        const std::size_t index = kLetters.find(*at_++);
        if (index == std::string_view::npos) return false;
        into += kMeanings[index];
        return true;
    }

    /// \uXXXX, or two of them that are a pair of surrogates.
    bool read_code_point(std::string& into) {
        std::uint32_t code = 0;
        if (!read_hex(code)) return false;
        if (is_high_surrogate(code) || is_low_surrogate(code)) {
            std::uint32_t low = 0;
            if (is_low_surrogate(code) || !take('\\') || at_ == end_ || *at_ != 'u' ||
                !read_hex(low))
                return false;
            if (!is_low_surrogate(low)) return false;
            code = from_surrogates(code, low);
        }
        append_utf8(into, code);
        return true;
    }

    /// The four digits after the 'u' that stands here.
    bool read_hex(std::uint32_t& into) {
        if (end_ - at_ < 5) return false;
        for (int i = 1; i <= 4; ++i) {
            const char c = at_[i];
            const char lower = static_cast<char>(c | 0x20);
            const bool letter = lower >= 'a' && lower <= 'f';
            if (!is_digit(c) && !letter) return false;
            into = into * 16 + static_cast<std::uint32_t>(letter ? lower - 'a' + 10 : c - '0');
        }
        at_ += 5;
        return true;
    }

    bool skip_digits() {
        const char* const begin = at_;
        while (at_ != end_ && is_digit(*at_)) ++at_;
        return at_ != begin;
    }

    bool read_number(Json& into) {
        const char* const begin = at_;
        const bool negative = take('-');
        const char* const digits = at_;
        if (!take('0') && !skip_digits()) return false;
        if (fits_integer(into, digits, negative)) {
            if (at_ == end_ || (*at_ != '.' && (*at_ | 0x20) != 'e')) return true;
        }
        if (take('.') && !skip_digits()) return false;
        if (take('e') || take('E')) {
            if (!take('+')) (void)take('-');
            if (!skip_digits()) return false;
        }
        const double value = read_double(std::string(begin, at_));
        into = value;
        return std::isfinite(value);
    }

    /// The integer between `digits` and here, where 64 bits hold it.
    bool fits_integer(Json& into, const char* digits, bool negative) const {
        std::uint64_t value = 0;
        for (const char* at = digits; at != at_; ++at) {
            const auto digit = static_cast<std::uint64_t>(*at - '0');
            if (value > (UINT64_MAX - digit) / 10) return false;
            value = value * 10 + digit;
        }
        if (!negative) {
            into = value;
            return true;
        }
        if (value > static_cast<std::uint64_t>(INT64_MAX) + 1) return false;
        into = static_cast<std::int64_t>(0 - value);
        return true;
    }

    const char* at_;
    const char* end_;
};

void write_string(std::string& out, std::string_view text) {
    static constexpr std::string_view kLetters = "btn_fr";  ///< of U+0008 … U+000D
    out += '"';
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        const auto byte = static_cast<unsigned char>(*at);
        if (byte == '"' || byte == '\\') {
            out += '\\';
            out += *at++;
        } else if (byte >= 8 && byte <= 13 && byte != 11) {
            out += '\\';
            out += kLetters[byte - 8U];
            ++at;
        } else if (byte < 0x20) {
            out += byte < 0x10 ? "\\u000" : "\\u001";
            out += "0123456789abcdef"[byte % 16];
            ++at;
        } else if (const std::size_t bytes = utf8_sequence(at, end); bytes > 0) {
            out.append(at, bytes);
            at += bytes;
        } else {
            out += "\xEF\xBF\xBD";
            ++at;
        }
    }
    out += '"';
}

void write(std::string& out, const Json& value);

void write_object(std::string& out, const Json& object) {
    char separator = '{';
    for (auto it = object.begin(); it != object.end(); ++it) {
        out += separator;
        separator = ',';
        write_string(out, it.key());
        out += ':';
        write(out, it.value());
    }
    out += object.empty() ? "{}" : "}";
}

void write_array(std::string& out, const Json& array) {
    char separator = '[';
    for (const Json& item : array) {
        out += separator;
        separator = ',';
        write(out, item);
    }
    out += array.empty() ? "[]" : "]";
}

void write(std::string& out, const Json& value) {
    if (value.is_object()) return write_object(out, value);
    if (value.is_array()) return write_array(out, value);
    if (value.is_string()) return write_string(out, value.get_ref<const std::string&>());
    if (value.is_boolean()) {
        out += value.get<bool>() ? "true" : "false";
    } else if (value.is_number_unsigned()) {
        out += std::to_string(value.get<std::uint64_t>());
    } else if (value.is_number_integer()) {
        out += std::to_string(value.get<std::int64_t>());
    } else if (value.is_number_float()) {
        const auto number = value.get<double>();
        out += std::isfinite(number) ? write_double(number) : "null";
    } else {
        out += "null";
    }
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
    Json value;
    if (!Reader(text).read_all(value)) {
        return failure(ErrorKind::protocol,
                       "The text is not JSON, or nested too deeply or too large to be read.");
    }
    return value;
}

std::string to_text(const Json& value) {
    std::string out;
    write(out, value);
    return out;
}

}  // namespace octospira
