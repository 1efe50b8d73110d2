#pragma once

#include <span>

#include "core/flows/engine/engine.hpp"

namespace octospira {

/// The events that this page's engine knows: one file per page in wasm/pages, one engine of each.
[[nodiscard]] std::span<const flows::EventKind> page_events();

}  // namespace octospira
