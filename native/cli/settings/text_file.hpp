#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

// Files that people write with whatever editor they have, and settings as they paste them.

namespace octospira::cli {

/// The whole file as it is. A pipe, such as a shell's <(…), is waited for, at most five seconds.
/// Errors: invalid_input with the file's name and the reason (a folder, not there, no right to read
/// it, larger than `limit` bytes, gave nothing in time); never the content.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t limit);

/// The text in UTF-8 with line ends "\n": a byte order mark is taken off, UTF-16 that begins with
/// one is converted (Windows editors, PowerShell), "\r\n" and "\r" become "\n".
[[nodiscard]] std::string decoded(std::string_view bytes);

/// Without invisible characters at its ends: ASCII blanks, no-break and other Unicode spaces,
/// zero-width characters, byte order marks.
[[nodiscard]] std::string_view trim_blanks(std::string_view text);

/// Without the quotes around it, where both ends have the same ("…" or '…').
[[nodiscard]] std::string_view without_quotes(std::string_view text);

/// Whether one of these is in it: C0 and C1 control characters, DEL, zero-width characters,
/// no-break spaces, changes of the writing direction, bytes that are no UTF-8.
[[nodiscard]] bool has_unseen(std::string_view text);

}  // namespace octospira::cli
