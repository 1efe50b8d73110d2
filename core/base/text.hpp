#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace octospira {

/// The parts in one string. Produces less code than a chain of +, which keeps the page small.
[[nodiscard]] std::string concat(std::initializer_list<std::string_view> parts);

[[nodiscard]] std::string_view trim(std::string_view text);
/// Without the slashes at its end.
[[nodiscard]] std::string_view without_slashes(std::string_view text);
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);
[[nodiscard]] bool contains_ignoring_case(std::string_view text, std::string_view part);
[[nodiscard]] std::string to_lower(std::string_view text);  ///< ASCII only
[[nodiscard]] std::string replace_all(std::string_view text, std::string_view from,
                                      std::string_view to);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// Decimal digits only, no sign, at most 9 of them: ids as Spira writes them.
[[nodiscard]] std::optional<std::int32_t> parse_positive(std::string_view text);

/// RFC 3986: every byte but the unreserved ones becomes %XX, braces included, so no value in a URL
/// can be mistaken for a SpiraApp token.
[[nodiscard]] std::string percent_encode(std::string_view text);
/// Undoes %XX; a stray % stays as it is. '+' is not a blank.
[[nodiscard]] std::string percent_decode(std::string_view text);

/// The longest prefix of at most `bytes` bytes that does not cut a UTF-8 sequence in two.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes);

/// Text of HTML or XML: tags, comments, scripts, styles and the page's title removed, the five
/// named entities, &nbsp; and &#39; resolved, blanks collapsed.
[[nodiscard]] std::string strip_tags(std::string_view markup);
/// The reverse: special characters of HTML and XML become entities.
[[nodiscard]] std::string escape_markup(std::string_view text);
/// Runs of blanks, line ends and other control characters become one blank; ends trimmed.
[[nodiscard]] std::string collapse_blanks(std::string_view text);

/// True for the 8-4-4-4-12 hexadecimal form, with or without braces: how OctoPerf's and Spira's
/// keys look, so such a value is never echoed.
[[nodiscard]] bool looks_like_uuid(std::string_view text);
/// Replaces everything that looks like a key (UUIDs, values of api-key=, username=) by "***".
[[nodiscard]] std::string redact(std::string_view text);

/// A number for people: at most `decimals` digits after the point (0–6), trailing zeros dropped.
[[nodiscard]] std::string format_number(double value, int decimals);

}  // namespace octospira
