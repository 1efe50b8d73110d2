#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace octospira::simulators {

/// Standard base64 with padding, nothing else in between, unused bits zero; empty otherwise.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);
[[nodiscard]] std::string encode_base64(std::string_view bytes);

}  // namespace octospira::simulators
