#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace octospira::recorder::postgres {

/// The text as PostgreSQL can hold it. Its text is UTF-8 without NUL, and what comes in may be
/// anything: every byte that is not part of such text becomes one character at the very end of
/// Unicode (U+10FF00 + byte, for private use), and so does each byte of such a character itself.
/// All other text stays as it is, to be read and searched with psql.
[[nodiscard]] std::string to_stored(std::string_view text);
/// Undoes it.
[[nodiscard]] std::string from_stored(std::string_view stored);

/// An array of texts as PostgreSQL reads it: {"a","b"}. Without to_stored().
[[nodiscard]] std::string array_of(const std::vector<std::string>& texts);

}  // namespace octospira::recorder::postgres
