#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/result.hpp"

namespace octospira::recorder {

/// An object as it can be read in spite of how it was written.
struct Repaired {
    Json value;  ///< parse_json reads to_text(value), and gets the same
    /// What was changed, for the log: "2 letters replaced". Empty: nothing.
    std::vector<std::string> corrections;
};

/// Reads a JSON object that parse_json refuses because of a letter, a figure or its size:
/// UTF-16, UTF-32 and, where `content_type` says so, Latin-1 become UTF-8; what is no letter
/// becomes U+FFFD; a figure that JSON or a double cannot hold becomes null; members beyond
/// kMaxJsonMembers and values below kMaxJsonDepth are left out; commas too many are dropped.
/// Errors: protocol, when the structure cannot be understood: no object, cut off, text behind it.
[[nodiscard]] Result<Repaired> repair_json(std::string_view body, std::string_view content_type);

}  // namespace octospira::recorder
