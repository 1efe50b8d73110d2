#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace octospira::http {

/// Standard base64 with padding, nothing else in between, unused bits zero; empty otherwise.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);
[[nodiscard]] std::string encode_base64(std::string_view bytes);

/// The same with '-' and '_' in place of '+' and '/' (RFC 4648 §5).
[[nodiscard]] std::optional<std::string> decode_base64url(std::string_view text);
[[nodiscard]] std::string encode_base64url(std::string_view bytes);

}  // namespace octospira::http
