#include "native/cli/settings/setting_value.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/base/text.hpp"
#include "core/base/utf8.hpp"
#include "native/cli/settings/text_file.hpp"

namespace octospira::cli {

bool begins_comment(std::string_view text) {
    return text.starts_with('#') || text.starts_with(';');
}

namespace {

class Values {
  public:
    Values(std::string_view text, const NextLine& next) : text_(trim_blanks(text)), next_(next) {}

    /// `many`: the option takes several. What is wrong is left in problem().
    std::vector<std::string> read(bool many) {
        if (text_.starts_with('[')) return array();
        if (text_.starts_with('{')) return wrong("an inline table is not supported here");
        if (is_quote(text_)) {
            auto value = string();
            if (!value) return {};
            rest_is_comment();
            return {std::move(*value)};
        }
        return bare(many);
    }
    [[nodiscard]] const std::string& problem() const { return problem_; }

  private:
    static bool is_quote(std::string_view text) {
        return text.starts_with('"') || text.starts_with('\'');
    }

    std::vector<std::string> wrong(std::string why) {
        if (problem_.empty()) problem_ = std::move(why);
        return {};
    }

    void rest_is_comment() {
        text_ = trim_blanks(text_);
        if (!text_.empty() && !begins_comment(text_))
            (void)wrong("there is text after the closing quote");
    }

    std::vector<std::string> array() {
        std::vector<std::string> all;
        text_.remove_prefix(1);
        for (;;) {
            if (!to_next()) return wrong("the array has no closing ]");
            if (text_.starts_with(']')) break;
            if (is_quote(text_)) {
                auto value = string();
                if (!value) return {};
                all.push_back(std::move(*value));
            } else {
                const std::size_t end = std::min(text_.find_first_of(",]#"), text_.size());
                all.emplace_back(number(trim_blanks(text_.substr(0, end))));
                text_.remove_prefix(end);
            }
            if (!to_next()) return wrong("the array has no closing ]");
            if (text_.starts_with(']')) break;
            if (!text_.starts_with(',')) return wrong("a comma is missing between two values");
            text_.remove_prefix(1);
        }
        text_.remove_prefix(1);
        rest_is_comment();
        return all;
    }

    /// Over blanks, comments and line ends; false at the end of the file.
    bool to_next() {
        for (;;) {
            text_ = trim_blanks(text_);
            if (!text_.empty() && !text_.starts_with('#')) return true;
            const auto line = next_();
            if (!line) return false;
            text_ = *line;
        }
    }

    /// TOML 1.0, "String": a basic one has escapes, a literal one has none.
    std::optional<std::string> string() {
        const char quote = text_.front();
        if (text_.starts_with(std::string(3, quote))) {
            (void)wrong("a string over several lines is not supported here");
            return std::nullopt;
        }
        text_.remove_prefix(1);
        std::string value;
        while (!text_.empty() && text_.front() != quote) {
            if (text_.front() == '\\' && quote == '"') {
                if (!escape(value)) return std::nullopt;
            } else {
                value += text_.front();
                text_.remove_prefix(1);
            }
        }
        if (text_.empty()) {
            (void)wrong("the closing quote is missing");
            return std::nullopt;
        }
        text_.remove_prefix(1);
        return value;
    }

    bool escape(std::string& value) {
        static constexpr std::string_view kLetters = "btnfr\"\\";
        static constexpr std::string_view kMeanings = "\b\t\n\f\r\"\\";
        const char letter = text_.size() > 1 ? text_[1] : '\0';
        if (const auto at = kLetters.find(letter); at != std::string_view::npos) {
            value += kMeanings[at];
            text_.remove_prefix(2);
            return true;
        }
        const std::size_t digits = letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
        const auto point = digits == 0 ? std::nullopt : hexadecimal(text_.substr(2), digits);
        if (!point || *point > 0x10FFFF || (*point >= 0xD800 && *point < 0xE000)) {
            (void)wrong(
                "“\\" + std::string(1, letter == '\0' ? '"' : letter) +
                "” is not an escape sequence: write \\\\ for a backslash, or put the value between "
                "'single quotes'");
            return false;
        }
        append_utf8(value, *point);
        text_.remove_prefix(2 + digits);
        return true;
    }

    static std::optional<std::uint32_t> hexadecimal(std::string_view text, std::size_t digits) {
        if (text.size() < digits) return std::nullopt;
        std::uint32_t value = 0;
        for (const char byte : to_lower(text.substr(0, digits))) {
            const auto digit = std::string_view("0123456789abcdef").find(byte);
            if (digit == std::string_view::npos) return std::nullopt;
            value = value << 4U | static_cast<std::uint32_t>(digit);
        }
        return value;
    }

    /// A word without quotes: to the end of the line, or to a comment, which a blank goes before
    /// (an address may have a # in it).
    std::vector<std::string> bare(bool many) {
        std::size_t end = 0;
        while (end < text_.size() && !(text_[end] == '#' && (end == 0 || text_[end - 1] == ' ' ||
                                                             text_[end - 1] == '\t')))
            ++end;
        const std::string_view word = trim_blanks(text_.substr(0, end));
        if (word.empty()) return {};
        for (const std::string_view quote : {"“", "”", "„", "‘", "’", "«", "»"}) {
            if (word.starts_with(quote) || word.ends_with(quote))
                return wrong("the quotes are typographic ones: write \"straight\" ones");
        }
        if (word.find_first_of("\"'") != std::string_view::npos &&
            is_quote(word.substr(word.size() - 1)))
            return wrong("the opening quote is missing");
        if (!many) return {number(word)};
        std::vector<std::string> all;
        const std::string list = replace_all(word, " ", ",");
        for (const std::string_view part : split(list, ','))
            if (!trim_blanks(part).empty()) all.emplace_back(trim_blanks(part));
        return all;
    }

    /// TOML's 10_000 is 10000.
    static std::string number(std::string_view word) {
        const bool digits = !word.empty() && word.find_first_not_of("0123456789_") == word.npos &&
                            word.front() != '_' && word.back() != '_';
        return digits ? replace_all(word, "_", "") : std::string(word);
    }

    std::string_view text_;
    const NextLine& next_;
    std::string problem_;
};

}  // namespace

SettingValue read_setting_value(std::string_view text, const NextLine& next, bool many) {
    Values values(text, next);
    SettingValue value;
    value.inputs = values.read(many);
    value.problem = values.problem();
    return value;
}

}  // namespace octospira::cli
