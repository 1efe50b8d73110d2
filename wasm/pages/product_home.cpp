#include "core/flows/page_events.hpp"
#include "wasm/events.hpp"

namespace octospira {

// The widget of the product home.
std::span<const flows::EventKind> page_events() {
    return flows::kProductHomeEvents;
}

}  // namespace octospira
