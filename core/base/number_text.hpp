#pragma once

#include <string>

namespace octospira {

/// The double nearest to a number as JSON writes it; infinite where it is too large.
[[nodiscard]] double read_double(const std::string& text);

/// The shortest text that reads back as the same finite double, as JavaScript writes it: 208, 0.5,
/// 1e+21. Source: ECMA-262, Number::toString.
[[nodiscard]] std::string write_double(double value);

}  // namespace octospira
