#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/recorder/delivery/deferrals.hpp"
#include "native/recorder/delivery/delivery_memory.hpp"
#include "native/recorder/log.hpp"

namespace octospira::recorder {

/// The workers' claims on due notifications: running ones, postponed ones, and those that could not
/// be released yet. From any thread.
class HeldLeases {
  public:
    HeldLeases(SharedJournal& journal, Log& log) : journal_(journal), log_(log) {}

    /// Leases what is due; `newest`: the latest that was never tried, if there is one.
    [[nodiscard]] Result<std::optional<Pending>> take(EpochMs now, bool newest);
    /// Postpones it for that time, or until release() of this name.
    void defer(std::int64_t id, const std::string& waits_for, std::chrono::milliseconds time);
    /// This name is free: all that wait for it may be claimed, or only the one that has waited
    /// longest.
    void release(const std::string& waits_for, bool all);
    void give_back(std::int64_t id);
    /// Keeps how an attempt ended. Errors: conflict where the claim was lost; the journal's, and
    /// then it is still claimed.
    [[nodiscard]] Result<void> finish(const Finished& finished);
    /// Extends the claims of running deliveries, which may take longer than a claim lasts.
    void renew();
    /// Releases all postponed ones.
    void end();
    /// How many wait for a name with this prefix.
    [[nodiscard]] int waiting_for(std::string_view beginning) {
        return deferrals_.count(beginning);
    }

  private:
    void give_back_unused(std::int64_t id);
    void let_go(std::int64_t id);

    SharedJournal& journal_;
    Log& log_;
    Deferrals deferrals_;
    std::mutex mutex_;
    std::vector<std::int64_t> in_hand_;  ///< notifications being delivered
    std::vector<std::int64_t> left_;     ///< claims that could not be given back yet
};

}  // namespace octospira::recorder
