#include "core/flows/page_events.hpp"
#include "wasm/events.hpp"

namespace octospira {

// Page 1, test case list, and page 12, test set details.
std::span<const flows::EventKind> page_events() {
    return flows::kListsEvents;
}

}  // namespace octospira
