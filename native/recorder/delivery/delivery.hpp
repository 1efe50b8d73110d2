#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "core/flows/record/record.hpp"
#include "native/host/http_host.hpp"
#include "native/recorder/delivery/blame.hpp"
#include "native/recorder/delivery/breaker.hpp"
#include "native/recorder/delivery/delivery_memory.hpp"
#include "native/recorder/delivery/octoperf_watch.hpp"
#include "native/recorder/delivery/product_options.hpp"
#include "native/recorder/delivery/product_slots.hpp"
#include "native/recorder/delivery/schedule.hpp"
#include "native/recorder/failpoints.hpp"

namespace octospira::recorder {

struct DeliveryOptions {
    host::SpiraAccess spira;
    std::optional<host::OctoPerfAccess> octoperf = std::nullopt;
    http::ClientOptions client = {};
    /// Concurrent deliveries per product. One additional worker serves the other products.
    int workers = 3;
    Schedule schedule = default_schedule();
    /// How long a posted run may still be stored.
    std::chrono::milliseconds post_window = std::chrono::seconds(115);
    double pace = 1;  ///< see RecorderOptions
    ProductTable products = {};
    FiguresPauses figures = {};
    std::function<EpochMs()> clock;  ///< the wall clock, from any thread
    std::function<double()> random;  ///< in [0, 1), from any thread
    Failpoints at = {};
};

/// A running delivery.
struct DeliveryJob {
    Pending pending;
    Result<flows::RecordRequest> request;
    Breaker::Candidate candidate;
    Breaker::Pass pass = Breaker::Pass::regular;
    Breaker::Time begun = {};
    std::function<EpochMs()> clock = {};  ///< its own, which no step of the wall clock reaches
    std::optional<ProductSlots::Slot> slot = std::nullopt;
    std::optional<TestCaseId> launched = std::nullopt;  ///< the launch's, when this job began
};

/// What one worker works with.
struct DeliveryBench {
    DeliveryMemory& memory;
    host::HttpHost& host;
};

/// The name that deliveries wait for while their product is paused.
[[nodiscard]] inline std::string product_name(ProductId product) {
    return "product " + product.text();
}

/// How long a delivery that cannot be made yet is postponed: it is tried again after that, or as
/// soon as what it waits for is free.
inline constexpr std::chrono::milliseconds kAside(2'000);

}  // namespace octospira::recorder
