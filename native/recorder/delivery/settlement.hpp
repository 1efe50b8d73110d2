#pragma once

#include <chrono>
#include <optional>

#include "native/recorder/delivery/delivery.hpp"
#include "native/recorder/delivery/delivery_report.hpp"
#include "native/recorder/delivery/held_leases.hpp"
#include "native/recorder/delivery/spira_watch.hpp"

namespace octospira::recorder {

/// Decides the outcome of an attempt: recorded, retried and when, or given up; and what it means
/// for Spira and for the product. From any thread.
class Settlement {
  public:
    struct Dependencies {
        HeldLeases& claims;
        Breaker& breaker;
        SpiraWatch& spira;
        Told told;
        const DeliveryOptions& options;
    };
    explicit Settlement(Dependencies with) : with_(with) {}

    /// Ends this worker's delivery. False: the journal failed and should not be used for a moment.
    [[nodiscard]] bool settle(DeliveryBench& bench, const DeliveryJob& job, const flows::Done& done,
                              const SpiraCalls& calls);

  private:
    /// An attempt's calls to Spira.
    struct Heard {
        SpiraCalls calls;
        std::optional<int> retry_after_s;
    };

    [[nodiscard]] bool interrupted(const DeliveryBench& bench, const DeliveryJob& job,
                                   const flows::Done& done);
    [[nodiscard]] Finished finished(const DeliveryJob& job, const flows::Done& done) const;
    [[nodiscard]] bool write_down(const DeliveryJob& job, const Finished& finished,
                                  const flows::Done& done);
    void succeeded(const DeliveryJob& job, Finished& finished, const flows::Done& done,
                   const SpiraCalls& calls);
    void tell_breaker(const DeliveryJob& job, const SpiraCalls& calls);
    void failed(const DeliveryJob& job, Finished& finished, const flows::Done& done,
                const Heard& heard);
    [[nodiscard]] std::chrono::milliseconds until_over(EpochMs left) const;
    [[nodiscard]] Blame ask_whose(Blame blame);
    void fail_product(const DeliveryJob& job, Finished& finished, bool refused,
                      std::optional<int> retry_after_s);
    void put_off(Finished& finished, std::optional<int> retry_after_s, bool for_ever = false);
    void put_off_freely(Finished& finished, std::chrono::milliseconds delay) const;
    [[nodiscard]] std::chrono::milliseconds short_delay() const;

    Dependencies with_;
};

}  // namespace octospira::recorder
