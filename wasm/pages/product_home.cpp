#include "core/flows/widget/load_tests_widget.hpp"
#include "wasm/events.hpp"

namespace octospira {

// The widget of the product home.
std::span<const flows::EventKind> page_events() {
    static constexpr flows::EventKind kEvents[] = {
        {"widget", flows::open_load_tests_widget},
    };
    return kEvents;
}

}  // namespace octospira
