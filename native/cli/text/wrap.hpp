#pragma once

#include <string>

namespace octospira::cli {

/// The text with lines longer than `width` columns broken between words; what follows begins below
/// where the line's text does, which is after the name in its first column, if it has one.
[[nodiscard]] std::string wrapped(const std::string& text, int width);
/// The same for a stream: as it is where that is no terminal.
[[nodiscard]] std::string wrapped_for(int descriptor, const std::string& text);

}  // namespace octospira::cli
