#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace octospira::package {

/// RFC 4648 §4 with padding, no line breaks.
[[nodiscard]] std::string encode_base64(std::string_view bytes);

/// The inverse, strict: padding demanded, no blanks or line breaks, and the unused bits of the last
/// character zero, so that one content has one spelling. Empty when the text is not that.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace octospira::package
