#include "native/recorder/glance.hpp"

#include <cstddef>
#include <utility>

namespace octospira::recorder {

namespace {

constexpr int kDeepest = 8;

/// Walks over JSON (RFC 8259) without keeping any of it. Every method is false for what is no JSON
/// or not plain.
class Walk {
  public:
    explicit Walk(std::string_view text) : text_(text) {}

    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }

    void skip_blanks() {
        while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    }

    bool take(char c) {
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    /// A string, and whether an escape is in it; the content lies between the quotes.
    bool string(std::string_view& content, bool& plain) {
        if (!take('"')) return false;
        const std::size_t begin = at_;
        plain = true;
        for (; at_ < text_.size(); ++at_) {
            const auto c = static_cast<unsigned char>(text_[at_]);
            if (c == '"') {
                content = text_.substr(begin, at_ - begin);
                ++at_;
                return true;
            }
            if (c < 0x20 || c >= 0x7f) return false;
            if (c != '\\') continue;
            plain = false;
            ++at_;
            if (at_ == text_.size() || !escape()) return false;
        }
        return false;
    }

    bool value(int depth) {
        skip_blanks();
        if (at_ == text_.size() || depth > kDeepest) return false;
        std::string_view content;
        bool plain = false;
        switch (text_[at_]) {
            case '"':
                return string(content, plain);
            case '{':
                return list('{', '}', depth);
            case '[':
                return list('[', ']', depth);
            case 't':
                return word("true");
            case 'f':
                return word("false");
            case 'n':
                return word("null");
            default:
                return number();
        }
    }

    /// ',' or the end, after blanks.
    bool separator(char end, bool& over) {
        skip_blanks();
        over = take(end);
        return over || take(',');
    }

  private:
    static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }

    /// Behind a backslash. \u is left to the reader that understands surrogates.
    bool escape() const { return std::string_view("\"\\/bfnrt").find(text_[at_]) != text_.npos; }

    bool word(std::string_view expected) {
        if (!text_.substr(at_).starts_with(expected)) return false;
        at_ += expected.size();
        return true;
    }

    bool digits() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
        return at_ > begin;
    }

    bool number() {
        (void)take('-');
        if (!take('0') && !digits()) return false;
        if (take('.') && !digits()) return false;
        if (!take('e') && !take('E')) return true;
        if (!take('+')) (void)take('-');
        return digits();
    }

    bool list(char begin, char end, int depth) {
        if (!take(begin)) return false;
        skip_blanks();
        if (take(end)) return true;
        for (bool over = false; !over;) {
            std::string_view name;
            bool plain = false;
            skip_blanks();
            if (begin == '{' && (!string(name, plain) || !colon())) return false;
            if (!value(depth + 1) || !separator(end, over)) return false;
        }
        return true;
    }

    bool colon() {
        skip_blanks();
        return take(':');
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// The members that matter, and where the one lies that is left out.
struct Members {
    std::optional<std::string_view> type;
    std::optional<std::string_view> bench_result;
    std::optional<std::string_view> end_state;
    std::size_t cut_begin = 0;  ///< with the comma before or behind it
    std::size_t cut_end = 0;
};

/// The value of a member that matters: once, and a plain string.
bool keep(std::optional<std::string_view>& into, Walk& walk) {
    std::string_view content;
    bool plain = false;
    walk.skip_blanks();
    if (into || !walk.string(content, plain) || !plain) return false;
    into = content;
    return true;
}

bool member(std::string_view name, Walk& walk, Members& members, bool& account) {
    if (name == "type") return keep(members.type, walk);
    if (name == "benchResultId") return keep(members.bench_result, walk);
    if (name == "endState") return keep(members.end_state, walk);
    if (name == "username") {
        account = true;
        return members.cut_end == 0 && walk.value(1);
    }
    return walk.value(1);
}

bool read(std::string_view body, Members& members) {
    Walk walk(body);
    walk.skip_blanks();
    if (!walk.take('{')) return false;
    std::size_t begin = walk.at();
    bool first = true;
    for (bool over = false; !over; first = false) {
        std::string_view name;
        bool plain = false;
        bool account = false;
        walk.skip_blanks();
        if (!walk.string(name, plain) || !plain) return false;
        walk.skip_blanks();
        if (!walk.take(':') || !member(name, walk, members, account)) return false;
        const std::size_t end = walk.at();
        if (!walk.separator('}', over)) return false;
        if (account) {
            // The first goes with the comma behind it, any other with the one before.
            members.cut_begin = first ? begin : begin - 1;
            members.cut_end = first && !over ? walk.at() : end;
        }
        begin = walk.at();
    }
    walk.skip_blanks();
    return walk.at_end();
}

}  // namespace

std::optional<Glance> glance(std::string_view body) {
    Members members;
    if (!read(body, members) || !members.type || !members.bench_result) return std::nullopt;
    Glance seen;
    octoperf::Notification& notification = seen.notification;
    notification.event = octoperf::event_of(*members.type);
    if (notification.event == octoperf::Event::unknown) return std::nullopt;
    auto id = BenchResultId::parse(*members.bench_result);
    if (!id) return std::nullopt;
    notification.type = *members.type;
    notification.bench_result = std::move(*id);
    if (members.end_state && !members.end_state->empty()) {
        notification.end_state_text = *members.end_state;
        notification.end_state = octoperf::state_of(notification.end_state_text);
    }
    seen.body.reserve(body.size());
    seen.body = body.substr(0, members.cut_begin);
    seen.body += body.substr(members.cut_end);
    return seen;
}

}  // namespace octospira::recorder
