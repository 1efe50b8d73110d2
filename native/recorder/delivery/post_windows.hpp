#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/time.hpp"

namespace octospira::recorder {

/// How much longer posts may be in progress (core/flows/record/intent.hpp), by a steady clock. The
/// ledger's "intent:{until}" is a time of the wall clock, and a change of that clock must not end
/// the wait early. From any thread.
class PostWindows {
  public:
    using Time = std::chrono::steady_clock::time_point;

    explicit PostWindows(std::chrono::milliseconds window,
                         std::function<Time()> clock = std::chrono::steady_clock::now)
        : window_(window), clock_(std::move(clock)), started_(clock_()) {}

    /// The ledger has this entry now: an intent's window begins.
    void kept(const std::string& key, const std::optional<std::string>& entry);

    /// The ledger's entry with an intent's end as it is by `now`, the wall clock. An intent that is
    /// seen for the first time, of another recorder or before this start, is believed; but none
    /// ends before this recorder has run for a window, for the clock may have been set meanwhile.
    [[nodiscard]] std::optional<std::string> seen(const std::string& key,
                                                  std::optional<std::string> entry, EpochMs now);

  private:
    struct Window {
        std::string entry;
        Time end;
    };

    const std::chrono::milliseconds window_;
    const std::function<Time()> clock_;
    const Time started_;
    std::mutex mutex_;
    std::map<std::string, Window> windows_;
};

}  // namespace octospira::recorder
