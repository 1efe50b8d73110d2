#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/flows/follow/follow.hpp"
#include "core/flows/follow/report.hpp"
#include "core/flows/follow/stop.hpp"
#include "core/flows/launch/launch.hpp"
#include "core/flows/launch/start_many.hpp"
#include "core/flows/record/record_now.hpp"
#include "core/flows/setup/check_setup.hpp"
#include "core/flows/setup/choose.hpp"
#include "core/flows/setup/create_properties.hpp"
#include "core/flows/setup/webhook_address.hpp"
#include "core/flows/widget/load_tests_widget.hpp"

// The events of each page that the app extends (docs/engine-boundary.md). A page's engine has no
// others.

namespace octospira::flows {

inline constexpr std::array kTestCaseEvents = {
    EventKind{"launch", open_launch},     EventKind{"choose", open_choose},
    EventKind{"progress", open_progress}, EventKind{"stop", open_stop},
    EventKind{"report", open_report},     EventKind{"record", open_record},
};
inline constexpr std::array kListsEvents = {
    EventKind{"launchSelected", open_launch_selected},
    EventKind{"launchSet", open_launch_set},
};
inline constexpr std::array kProductAdminEvents = {
    EventKind{"checkSetup", open_check_setup},
    EventKind{"createProperties", open_create_properties},
    EventKind{"webhookAddress", open_webhook_address},
};
inline constexpr std::array kProductHomeEvents = {
    EventKind{"widget", open_load_tests_widget},
};

[[nodiscard]] inline std::vector<EventKind> events_of_all_pages() {
    using Events = std::span<const EventKind>;
    std::vector<EventKind> all;
    for (const Events page : {Events(kTestCaseEvents), Events(kListsEvents),
                              Events(kProductAdminEvents), Events(kProductHomeEvents)})
        all.insert(all.end(), page.begin(), page.end());
    return all;
}

}  // namespace octospira::flows
