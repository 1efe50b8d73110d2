#pragma once

#include <string_view>

namespace octospira::recorder {

/// True when both are equal. Takes a time that depends on the lengths only, so that a secret cannot
/// be guessed letter by letter.
[[nodiscard]] bool equal_in_constant_time(std::string_view given, std::string_view expected);

}  // namespace octospira::recorder
