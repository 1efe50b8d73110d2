#include "native/cli/text/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>

#include "core/base/text.hpp"
#include "core/base/utf8.hpp"
#include "native/cli/text/wrap.hpp"

namespace octospira::cli {

namespace {

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// POSIX: the first of these that is set decides.
bool unicode_locale() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const std::string value = variable(name);
        if (value.empty()) continue;
        return contains_ignoring_case(value, "utf-8") || contains_ignoring_case(value, "utf8");
    }
    return false;
}

/// What no terminal should see: control characters, and what ends a line or turns its direction.
bool is_unwanted(std::uint32_t point) {
    if (point == '\n') return false;
    return point < 0x20 || (point >= 0x7F && point <= 0x9F) || point == 0x061C || point == 0x200E ||
           point == 0x200F || (point >= 0x2028 && point <= 0x202E) ||
           (point >= 0x2066 && point <= 0x2069) || point == kNoCharacter;
}

}  // namespace

Terminal terminal_of(int descriptor) {
    Terminal terminal;
    const std::string kind = variable("TERM");
    terminal.there = ::isatty(descriptor) == 1 && !kind.empty() && kind != "dumb";
    // no-color.org: set and not empty
    terminal.colours = terminal.there && variable("NO_COLOR").empty();
    terminal.unicode = unicode_locale();
    winsize size = {};
    if (terminal.there && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        terminal.width = size.ws_col;
    return terminal;
}

std::string painted(const Terminal& terminal, Paint paint, std::string_view text) {
    static constexpr std::string_view kCodes[] = {"", "32", "33", "31", "2", "1"};
    const std::string_view code = kCodes[static_cast<int>(paint)];
    if (!terminal.colours || code.empty()) return std::string(text);
    return concat({"\033[", code, "m", text, "\033[0m"});
}

std::string shown_safely(std::string_view text) {
    std::string clear;
    while (!text.empty()) {
        // A byte that is no UTF-8 may be a control character of an 8-bit terminal.
        const auto [bytes, point] = first_character(text);
        clear += !is_unwanted(point) ? bytes : point == '\t' ? " " : "\xEF\xBF\xBD";
        text.remove_prefix(bytes.size());
    }
    return clear;
}

std::string escaped_for_json(std::string_view json) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    while (!json.empty()) {
        const auto [bytes, point] = first_character(json);
        if (point >= 0x7F && point != kNoCharacter && is_unwanted(point)) {
            text += "\\u";
            for (const unsigned shift : {12U, 8U, 4U, 0U}) text += kDigits[point >> shift & 0xFU];
        } else {
            text += bytes;
        }
        json.remove_prefix(bytes.size());
    }
    return text;
}

std::string printable(std::string_view text) {
    return redact(shown_safely(text));
}

std::string printable_line(std::string_view text) {
    return printable(collapse_blanks(text));
}

int columns(std::string_view text) {
    return static_cast<int>(count_characters(text));
}

std::string fitted(std::string_view text, int width) {
    if (columns(text) <= width) return std::string(text);
    if (width <= 0) return {};
    std::size_t end = 0;
    for (int column = 0; end < text.size(); ++end) {
        if (begins_character(text[end]) && ++column == width) break;
    }
    return std::string(text.substr(0, end)) + "…";
}

std::string bar(const Terminal& terminal, std::optional<double> percent, int width, int beat) {
    const std::string_view full = terminal.unicode ? "━" : "=";
    const std::string_view empty = terminal.unicode ? "─" : "-";
    int from = 0;
    int to = 0;
    if (percent) {
        to = static_cast<int>(std::lround(*percent / 100 * width));
    } else {
        const int mark = std::max(1, width / 5);
        from = beat % std::max(1, width - mark + 1);
        to = from + mark;
    }
    std::string done;
    std::string rest_before;
    std::string rest;
    for (int i = 0; i < width; ++i)
        (i < from ? rest_before : i < to ? done : rest) += i >= from && i < to ? full : empty;
    return painted(terminal, Paint::faint, rest_before) + painted(terminal, Paint::good, done) +
           painted(terminal, Paint::faint, rest);
}

std::optional<bool> ask_yes_no(const std::string& question) {
    if (::isatty(STDIN_FILENO) != 1 || ::isatty(STDERR_FILENO) != 1) return std::nullopt;
    std::cerr << wrapped_for(STDERR_FILENO, shown_safely(question) + " [y/N]") << " " << std::flush;
    std::string answer;
    char byte = 0;
    // Read here and not by std::cin, which would go on after a signal.
    while (::read(STDIN_FILENO, &byte, 1) == 1 && byte != '\n') answer += byte;
    if (byte != '\n') std::cerr << std::endl;
    const std::string word = to_lower(trim(answer));
    return word == "y" || word == "yes";
}

}  // namespace octospira::cli
