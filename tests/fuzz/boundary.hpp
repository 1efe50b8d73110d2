#pragma once

#include <string_view>

#include "core/base/json.hpp"

namespace octospira::fuzz {

/// An answer of the engine as docs/engine-boundary.md describes it: version, flow, a known command
/// with all its members in their types, and nothing in it that a page must not be given. Ends the
/// program where it is not; returns the tree.
[[nodiscard]] Json judge_answer(std::string_view text);

/// The same for one command, which may stand inside `several`.
void judge_command(const Json& command);

}  // namespace octospira::fuzz
