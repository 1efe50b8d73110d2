#pragma once

#include <string_view>

#include "native/package/manifest.hpp"

namespace octospira::package {

/// Reads one YAML document in its key order. Spellings that YAML readers understand differently
/// (yes, 012, 2026-01-01, 1e3), null values, duplicate keys and tags are findings: Inflectra's
/// generator reads the same file with another library.
[[nodiscard]] Manifest read_yaml(std::string_view text);

/// Block style YAML that read_yaml and js-yaml read back to the same value.
[[nodiscard]] std::string write_yaml(const Json& root);

}  // namespace octospira::package
