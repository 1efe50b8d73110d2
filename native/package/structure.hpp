#pragma once

#include "native/package/manifest.hpp"

namespace octospira::package {

enum class Form {
    folder,   ///< files are named: file://name
    package,  ///< files are inside, in base64
};

/// Checks every key against rules.hpp: known, present, of the right type and within its limits.
void check_structure(Manifest& manifest, Form form);

/// The start of an icon's value in both forms.
inline constexpr std::string_view kSvgPrefix = "data:image/svg+xml;base64,";
inline constexpr std::string_view kFilePrefix = "file://";

}  // namespace octospira::package
