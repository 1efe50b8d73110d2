#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/result.hpp"

namespace octospira::recorder {

/// An object read from a body that is not valid JSON.
struct Repaired {
    Json value;  ///< parse_json reads to_text(value), and gets the same
    /// What was changed, for the log: "2 letters replaced". Empty: nothing.
    std::vector<std::string> corrections;
};

/// Reads a JSON object that parse_json refuses because of a letter, a figure or its size:
/// UTF-16, UTF-32 and, where `content_type` says so, Latin-1 become UTF-8; what is no letter
/// becomes U+FFFD; a figure that JSON or a double cannot hold becomes null; members beyond
/// kMaxJsonMembers, or kMostWideMembers of all objects, and values below kMaxJsonDepth are left
/// out; commas too many are dropped.
/// Errors: protocol, when the structure cannot be understood: no object, cut off, text after it.
[[nodiscard]] Result<Repaired> repair_json(std::string_view body, std::string_view content_type);

/// Finding a member takes time in proportion to its object's members. This many are read, repeated
/// ones included, of objects with more than kWide, so that the server's thread is not delayed.
inline constexpr int kMostWideMembers = 4'000;
inline constexpr std::size_t kWide = 200;

/// False if parse_json could take too long for the server's thread: only repair_json reads it.
[[nodiscard]] bool is_read_quickly(std::string_view body);
/// The error of a body that neither reads. Kind protocol.
[[nodiscard]] Error too_large();

}  // namespace octospira::recorder
