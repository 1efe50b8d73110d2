#pragma once

#include <string>

#include "native/cli/describe.hpp"

namespace octospira::cli {

/// octospira(1), as troff with the man macros.
[[nodiscard]] std::string manual_page(const CommandText& program);

}  // namespace octospira::cli
