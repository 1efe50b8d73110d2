#include "core/flows/page_events.hpp"
#include "wasm/events.hpp"

namespace octospira {

// Page 21, the product settings of the app.
std::span<const flows::EventKind> page_events() {
    return flows::kProductAdminEvents;
}

}  // namespace octospira
