#include "core/flows/choose.hpp"
#include "core/flows/follow.hpp"
#include "core/flows/launch.hpp"
#include "core/flows/record_now.hpp"
#include "core/flows/report.hpp"
#include "core/flows/stop.hpp"
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
