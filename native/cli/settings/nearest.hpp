#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace octospira::cli {

/// The one of `known` that was probably meant by `typed`; empty where none is near. Letter case,
/// dashes and underscores make no difference; two letters in the wrong order count as one mistake.
[[nodiscard]] std::string nearest(std::string_view typed, const std::vector<std::string>& known);

/// " Did you mean launch?", or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view typed,
                                       const std::vector<std::string>& known);

}  // namespace octospira::cli
