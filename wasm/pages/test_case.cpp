#include "core/flows/page_events.hpp"
#include "wasm/events.hpp"

namespace octospira {

// Page 2, test case details.
std::span<const flows::EventKind> page_events() {
    return flows::kTestCaseEvents;
}

}  // namespace octospira
