#include "core/flows/follow/follow.hpp"
#include "core/flows/follow/report.hpp"
#include "core/flows/follow/stop.hpp"
#include "core/flows/launch/launch.hpp"
#include "core/flows/record/record_now.hpp"
#include "core/flows/setup/choose.hpp"
#include "wasm/events.hpp"

namespace octospira {

// Page 2, test case details.
std::span<const flows::EventKind> page_events() {
    static constexpr flows::EventKind kEvents[] = {
        {"launch", flows::open_launch},     {"choose", flows::open_choose},
        {"progress", flows::open_progress}, {"stop", flows::open_stop},
        {"report", flows::open_report},     {"record", flows::open_record},
    };
    return kEvents;
}

}  // namespace octospira
