#include "core/flows/launch/start_many.hpp"
#include "wasm/events.hpp"

namespace octospira {

// Page 1, test case list, and page 12, test set details.
std::span<const flows::EventKind> page_events() {
    static constexpr flows::EventKind kEvents[] = {
        {"launchSelected", flows::open_launch_selected},
        {"launchSet", flows::open_launch_set},
    };
    return kEvents;
}

}  // namespace octospira
