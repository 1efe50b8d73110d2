#pragma once

#include <cstddef>
#include <string_view>

#include "native/recorder/delivery/breaker.hpp"
#include "native/recorder/journal/journal_entries.hpp"

namespace octospira::recorder {

/// Receives the recorder's events, for counting. From any thread.
class Observer {
  public:
    virtual ~Observer() = default;

    virtual void committed(double /*seconds*/, std::size_t /*group*/) {}
    /// An attempt ended and left the notification in this state.
    virtual void attempted(State /*left*/) {}
    /// Recorded so many seconds after it was received.
    virtual void delivered(double /*seconds*/) {}
    /// A result was found to have more than one run in Spira.
    virtual void recorded_twice() {}
    virtual void breaker(BreakerState /*now*/) {}
    virtual void account_refused(bool /*now*/) {}
    virtual void products_paused(std::size_t /*count*/) {}
    /// OctoPerf is not asked for figures.
    virtual void figures_paused(bool /*now*/) {}
    /// "running", "ended", "gone" or "failed".
    virtual void reconciled(std::string_view /*outcome*/) {}
};

}  // namespace octospira::recorder
