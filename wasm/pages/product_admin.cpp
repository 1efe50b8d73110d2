#include "core/flows/setup/check_setup.hpp"
#include "core/flows/setup/create_properties.hpp"
#include "core/flows/setup/webhook_address.hpp"
#include "wasm/events.hpp"

namespace octospira {

// Page 21, the product settings of the app.
std::span<const flows::EventKind> page_events() {
    static constexpr flows::EventKind kEvents[] = {
        {"checkSetup", flows::open_check_setup},
        {"createProperties", flows::open_create_properties},
        {"webhookAddress", flows::open_webhook_address},
    };
    return kEvents;
}

}  // namespace octospira
