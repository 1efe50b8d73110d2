#pragma once

#include <string>

namespace octospira::package {

/// How many YAML documents the text holds, counted no further than `most`; throws what yaml-cpp
/// throws. YAML::LoadAll alone would not do: after "---\n,a" yaml-cpp finds empty documents without
/// end.
[[nodiscard]] int count_documents(const std::string& text, int most);

}  // namespace octospira::package
