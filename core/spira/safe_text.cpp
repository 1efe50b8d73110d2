#include "core/spira/safe_text.hpp"

#include "core/base/text.hpp"
#include "core/base/utf8.hpp"

namespace octospira::spira {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// The next letter, which `text` loses. What cannot be shown is the replacement character.
std::string_view take_letter(std::string_view& text) {
    const std::size_t bytes = utf8_sequence(text.data(), text.data() + text.size());
    const std::string_view letter = text.substr(0, bytes == 0 ? 1 : bytes);
    text.remove_prefix(letter.size());
    const bool no_xml = letter == "\xEF\xBF\xBE" || letter == "\xEF\xBF\xBF";
    return bytes == 0 || no_xml ? kReplacement : letter;
}

/// C0, DEL and C1, U+0080 to U+009F.
bool is_control(std::string_view letter) {
    const auto first = static_cast<unsigned char>(letter[0]);
    if (letter.size() == 1) return first < 0x20 || first == 0x7F;
    return letter.size() == 2 && first == 0xC2 && static_cast<unsigned char>(letter[1]) < 0xA0;
}

}  // namespace

std::size_t letters_in(std::string_view text) {
    std::size_t letters = 0;
    while (!text.empty()) {
        (void)take_letter(text);
        ++letters;
    }
    return letters;
}

std::string safe_text(std::string_view text, std::size_t limit) {
    std::string safe;
    for (std::size_t letters = 0; !text.empty() && letters < limit;) {
        const std::string_view letter = take_letter(text);
        if (is_control(letter) && letter != "\n" && letter != "\t") continue;
        safe += letter;
        ++letters;
    }
    return safe;
}

std::string safe_line(std::string_view text, std::size_t limit) {
    std::string line;
    while (!text.empty()) {
        const std::string_view letter = take_letter(text);
        if (is_control(letter))
            line += ' ';
        else
            line += letter;
    }
    const std::string whole = collapse_blanks(line);
    return std::string(trim(safe_text(whole, limit)));
}

}  // namespace octospira::spira
