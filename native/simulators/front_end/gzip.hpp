#pragma once

#include <string>
#include <string_view>

namespace octospira::simulators {

/// A gzip file holding `content` (stored, not compressed: any reader takes it).
[[nodiscard]] std::string gzip(std::string_view content);

}  // namespace octospira::simulators
