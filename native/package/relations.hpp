#pragma once

#include "native/package/manifest.hpp"

namespace octospira::package {

/// Checks what one key alone cannot show: uniqueness, references between parts of the manifest,
/// and what Spira does with a combination. Values of a wrong type are left to check_structure.
void check_relations(Manifest& manifest);

}  // namespace octospira::package
