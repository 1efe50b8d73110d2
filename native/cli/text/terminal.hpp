#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace octospira::cli {

/// What a stream can show.
struct Terminal {
    bool there = false;    ///< a terminal, and not a dumb one
    bool colours = false;  ///< and NO_COLOR is not set
    bool unicode = false;  ///< the locale's character set is UTF-8
    int width = 80;        ///< columns, now
};
[[nodiscard]] Terminal terminal_of(int descriptor);

enum class Paint { plain, good, warn, bad, faint, strong };
/// In that colour where the terminal has colours.
[[nodiscard]] std::string painted(const Terminal& terminal, Paint paint, std::string_view text);

/// The text without anything that a terminal would interpret: control characters,
/// escape sequences, changes of the writing direction, bytes that are no UTF-8. Line ends stay.
[[nodiscard]] std::string shown_safely(std::string_view text);
/// A JSON text in which the same characters are escapes.
[[nodiscard]] std::string escaped_for_json(std::string_view json);
/// As shown_safely, and without secrets.
[[nodiscard]] std::string printable(std::string_view text);
/// The same in one line.
[[nodiscard]] std::string printable_line(std::string_view text);

/// Columns that a text takes; escapes are not allowed in it.
[[nodiscard]] int columns(std::string_view text);
/// The beginning that fits, "…" at its end where something was cut.
[[nodiscard]] std::string fitted(std::string_view text, int columns);

/// `filled` of `width` as a bar; `percent` empty: progress unknown, and `beat` moves a mark.
[[nodiscard]] std::string bar(const Terminal& terminal, std::optional<double> percent, int width,
                              int beat);

/// Asks on the terminal, "question [y/N] ", on standard error; empty if there is no terminal.
[[nodiscard]] std::optional<bool> ask_yes_no(const std::string& question);

}  // namespace octospira::cli
