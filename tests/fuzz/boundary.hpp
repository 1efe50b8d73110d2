#pragma once

#include <string_view>

#include "core/base/json.hpp"

namespace octospira::fuzz {

/// An answer of the engine as docs/engine-boundary.md describes it: version, flow, a known command
/// with all its members in their types, and nothing in it that a page must not be given. Ends the
/// program where it is not; returns the tree. `base_url`: the event's, with which the addresses of
/// Spira's pages begin, whatever it is.
[[nodiscard]] Json judge_answer(std::string_view text, std::string_view base_url);

}  // namespace octospira::fuzz
