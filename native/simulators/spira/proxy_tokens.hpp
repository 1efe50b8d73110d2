#pragma once

#include <string>
#include <string_view>

#include "native/simulators/spira/apps.hpp"
#include "native/simulators/spira/switches.hpp"

namespace octospira::simulators::spira {

/// Replaces `{name}`, `${name}` or both in one pass; what a value brings in is not looked at again,
/// and a token of an unknown name stays as it is (SpiraApp platform §5.3).
[[nodiscard]] std::string replace_tokens(std::string_view text, const Settings& values,
                                         HeaderTokens form);

/// The name in the token a text begins with, or "".
[[nodiscard]] std::string_view leading_token(std::string_view text);

}  // namespace octospira::simulators::spira
