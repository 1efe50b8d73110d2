#include "native/recorder/webhook/repair.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "core/base/text.hpp"
#include "core/base/utf8.hpp"
#include "native/recorder/webhook/charset.hpp"

namespace octospira::recorder {

namespace {

constexpr std::string_view kNoLetter = "\xEF\xBF\xBD";  ///< U+FFFD

/// Members of a notification or a launch that are read: never left out of a large object.
constexpr std::string_view kRead[] = {"type",      "benchResultId", "endState",  "username",
                                      "reportUrl", "reportName",    "alarms",    "percentErrors",
                                      "productId", "testCaseId",    "releaseId", "testSetId"};

/// So many of them, repeated ones included, are read beyond kMostWideMembers.
constexpr int kMostRead = 100;

bool is_read(std::string_view name) {
    return std::find(std::begin(kRead), std::end(kRead), name) != std::end(kRead);
}

struct Counts {
    int letters = 0;
    int figures = 0;
    int members = 0;
    int nested = 0;
    int stray = 0;  ///< commas and characters between values
};

/// The grammar of RFC 8259, with what repair_json() promises to overlook. Every method is false
/// where the structure cannot be understood.
class LenientReader {
  public:
    explicit LenientReader(std::string_view text)
        : at_(text.data()), end_(text.data() + text.size()) {}

    bool read_all(Json& into) {
        skip_blanks();
        if (at_ == end_ || *at_ != '{' || !read(into, 0)) return false;
        skip_blanks();
        return at_ == end_;
    }

    [[nodiscard]] const Counts& counts() const { return counts_; }

  private:
    [[nodiscard]] std::string_view rest() const {
        return {at_, static_cast<std::size_t>(end_ - at_)};
    }

    bool take(char c) {
        if (at_ == end_ || *at_ != c) return false;
        ++at_;
        return true;
    }

    /// JSON's blanks; also other control characters, no-break spaces and byte order marks.
    void skip_blanks() {
        while (at_ != end_) {
            if (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') {
                ++at_;
                continue;
            }
            std::size_t bytes = static_cast<unsigned char>(*at_) < 0x20 ? 1 : 0;
            if (rest().starts_with("\xC2\xA0")) bytes = 2;
            if (rest().starts_with("\xEF\xBB\xBF")) bytes = 3;
            if (bytes == 0) return;
            at_ += bytes;
            ++counts_.stray;
        }
    }

    bool read(Json& into, int depth) {
        skip_blanks();
        if (at_ == end_) return false;
        if (*at_ == '"') {
            into = std::string();
            return read_string(into.get_ref<std::string&>());
        }
        if (*at_ != '{' && *at_ != '[') return read_bare(into);
        if (depth >= kMaxJsonDepth) {
            ++counts_.nested;
            into = nullptr;
            return skip_nested();
        }
        return *at_ == '{' ? read_object(into, depth + 1) : read_array(into, depth + 1);
    }

    /// Takes what separates two values. False: there is no next one, because the list ends here or
    /// cannot be understood.
    bool next_value(char end, bool first, bool& over) {
        int commas = 0;
        for (skip_blanks(); take(','); skip_blanks()) ++commas;
        over = take(end);
        const int needed = first || over ? 0 : 1;
        counts_.stray += std::max(commas - needed, 0);
        return !over && commas >= needed;
    }

    bool read_array(Json& into, int depth) {
        ++at_;
        into = Json::array();
        bool over = false;
        while (next_value(']', into.empty(), over)) {
            into.push_back(nullptr);
            if (!read(into.back(), depth)) return false;
        }
        return over;
    }

    bool read_object(Json& into, int depth) {
        ++at_;
        into = Json::object();
        bool over = false;
        Json* last = nullptr;
        for (bool first = true; next_value('}', first, over); first = false) {
            if (at_ != end_ && *at_ != '"' && last != nullptr && last->is_number()) {
                if (!skip_decimals(*last)) return false;
                continue;
            }
            std::string name;
            if (at_ == end_ || *at_ != '"' || !read_string(name)) return false;
            skip_blanks();
            if (!take(':')) return false;
            last = room_for(into, name, depth);
            if (last == nullptr ? !skip_value() : !read(*last, depth)) return false;
        }
        return over;
    }

    /// Where the member's value goes; nullptr where there are too many already.
    Json* room_for(Json& object, const std::string& name, int depth) {
        static constexpr std::size_t kMost = kMaxJsonMembers;
        const bool read = depth == 1 && is_read(name);
        const std::size_t most = depth > 1 || read ? kMost : kMost - std::size(kRead);
        const bool wide = object.size() > kWide;
        int& left = read ? wide_read_left_ : wide_left_;
        // Of the members that are read there are too few to reach `most` with a name that is new.
        const bool room = object.size() < most || read;
        if (room && (!wide || left-- > 0)) return &object[name];
        ++counts_.members;
        return nullptr;
    }

    /// "0,25": a figure with a comma for its point, which lies behind this comma.
    bool skip_decimals(Json& figure) {
        const std::string_view digits = token();
        if (digits.empty() || digits.find_first_not_of("0123456789eE+-") != digits.npos)
            return false;
        at_ += digits.size();
        figure = nullptr;
        ++counts_.figures;
        return true;
    }

    /// A number or a word, as long as it is.
    [[nodiscard]] std::string_view token() const {
        static constexpr std::string_view kEnds = ",:[]{}\" \t\r\n";
        return rest().substr(0, rest().find_first_of(kEnds));
    }

    /// A number, true, false or null; whatever else stands in their place is a figure left out.
    bool read_bare(Json& into) {
        const std::string_view word = token();
        const bool nothing = word.empty() && (*at_ == ',' || *at_ == '}');
        if (word.empty() && !nothing) return false;
        at_ += word.size();
        if (auto value = parse_json(word)) {
            into = std::move(*value);
            return true;
        }
        into = nullptr;
        ++counts_.figures;
        return true;
    }

    bool skip_value() {
        skip_blanks();
        if (at_ == end_) return false;
        if (*at_ == '{' || *at_ == '[') return skip_nested();
        Json unused = std::string();
        return *at_ == '"' ? read_string(unused.get_ref<std::string&>()) : read_bare(unused);
    }

    /// The object or array that begins here, however deep.
    bool skip_nested() {
        std::string brackets;  // those that are open
        while (at_ != end_) {
            const char c = *at_;
            if (c == '"') {
                std::string unused;
                if (!read_string(unused)) return false;
                continue;
            }
            ++at_;
            if (c == '{' || c == '[') brackets += c;
            if (c != '}' && c != ']') continue;
            if (brackets.back() != (c == '}' ? '{' : '[')) return false;
            brackets.pop_back();
            if (brackets.empty()) return true;
        }
        return false;
    }

    bool read_string(std::string& into) {
        ++at_;
        while (at_ != end_) {
            if (take('"')) return true;
            if (*at_ == '\\') {
                ++at_;
                if (at_ == end_) return false;
                read_escape(into);
                continue;
            }
            read_letter(into);
        }
        return false;
    }

    void read_letter(std::string& into) {
        if (const std::size_t bytes = utf8_sequence(at_, end_); bytes > 0) {
            const auto first = static_cast<unsigned char>(*at_);
            const bool line = *at_ == '\t' || *at_ == '\n' || *at_ == '\r';
            if (first < 0x20) ++counts_.letters;
            if (first < 0x20 && !line) {
                into += kNoLetter;
            } else {
                into.append(at_, bytes);
            }
            at_ += bytes;
            return;
        }
        // Surrogates written as if they were letters (CESU-8): one letter of two, or half of one.
        ++counts_.letters;
        const std::uint32_t first = surrogate();
        if (first == 0) {
            into += kNoLetter;
            ++at_;
            return;
        }
        at_ += 3;
        append_pair(into, first, [this] {
            const std::uint32_t second = surrogate();
            if (is_low_surrogate(second)) at_ += 3;
            return second;
        });
    }

    /// Of the three bytes that begin here; 0: they are none.
    [[nodiscard]] std::uint32_t surrogate() const {
        const auto byte = [this](int i) { return static_cast<unsigned char>(at_[i]); };
        if (end_ - at_ < 3 || byte(0) != 0xED || byte(1) < 0xA0 || begins_character(at_[1]) ||
            begins_character(at_[2])) {
            return 0;
        }
        return 0xD000U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    }

    /// `second` says which surrogate follows, and takes it where it is a low one.
    template <class Second>
    void append_pair(std::string& into, std::uint32_t first, const Second& second) {
        const std::uint32_t low = is_high_surrogate(first) ? second() : 0;
        if (is_low_surrogate(low)) {
            append_utf8(into, from_surrogates(first, low));
        } else {
            into += kNoLetter;
        }
    }

    /// Behind the backslash; there is at least one more byte.
    void read_escape(std::string& into) {
        static constexpr std::string_view kLetters = "\"\\/bfnrt";
        static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
        if (const std::size_t index = kLetters.find(*at_); index != kLetters.npos) {
            into += kMeanings[index];
            ++at_;
            return;
        }
        const auto code = *at_ == 'u' ? hex() : -1;
        if (code < 0) {  // no escape: the backslash is the bad letter
            into += kNoLetter;
            ++counts_.letters;
            return;
        }
        at_ += 5;
        const auto unit = static_cast<std::uint32_t>(code);
        if (!is_high_surrogate(unit) && !is_low_surrogate(unit)) return append_utf8(into, unit);
        const std::size_t before = into.size();
        append_pair(into, unit, [this]() -> std::uint32_t {
            if (end_ - at_ < 6 || at_[0] != '\\' || at_[1] != 'u') return 0;
            ++at_;
            const auto low = hex();
            if (low >= 0 && is_low_surrogate(static_cast<std::uint32_t>(low))) {
                at_ += 5;
                return static_cast<std::uint32_t>(low);
            }
            --at_;
            return 0;
        });
        if (std::string_view(into).substr(before) == kNoLetter) ++counts_.letters;
    }

    /// The four digits after the 'u' that stands here; -1: they are none.
    [[nodiscard]] int hex() const {
        if (end_ - at_ < 5) return -1;
        int value = 0;
        for (int i = 1; i <= 4; ++i) {
            const char c = at_[i];
            const char lower = static_cast<char>(c | 0x20);
            const bool digit = c >= '0' && c <= '9';
            if (!digit && (lower < 'a' || lower > 'f')) return -1;
            value = value * 16 + (digit ? c - '0' : lower - 'a' + 10);
        }
        return value;
    }

    const char* at_;
    const char* end_;
    // So many members of wide objects are still read.
    int wide_left_ = kMostWideMembers;
    int wide_read_left_ = kMostRead;
    Counts counts_;
};

std::vector<std::string> corrections(const Counts& counts, const std::string& encoding) {
    std::vector<std::string> all;
    if (!encoding.empty()) all.push_back("read as " + encoding);
    const auto say = [&all](int count, std::string_view one, std::string_view more) {
        if (count > 0) all.push_back(concat({std::to_string(count), count == 1 ? one : more}));
    };
    say(counts.letters, " letter corrected", " letters corrected");
    say(counts.figures, " figure left out", " figures left out");
    say(counts.members, " member too many left out", " members too many left out");
    say(counts.nested, " value nested too deeply left out", " values nested too deeply left out");
    say(counts.stray, " stray character dropped", " stray characters dropped");
    return all;
}

}  // namespace

Error too_large() {
    return {ErrorKind::protocol, "The body is large and not a JSON object, or it is cut off.", "",
            ""};
}

bool is_read_quickly(std::string_view body) {
    // Each member has a colon.
    return std::count(body.begin(), body.end(), ':') <= kMostWideMembers;
}

Result<Repaired> repair_json(std::string_view body, std::string_view content_type) {
    const Decoded decoded = decode_body(body, content_type);
    LenientReader reader(decoded.text);
    Repaired repaired;
    if (!reader.read_all(repaired.value)) {
        return failure(ErrorKind::protocol, "The text is not a JSON object, or is cut off.");
    }
    repaired.corrections = corrections(reader.counts(), decoded.encoding);
    return repaired;
}

}  // namespace octospira::recorder
