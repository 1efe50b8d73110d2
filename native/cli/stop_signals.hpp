#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace octospira::cli {

/// Keeps SIGINT and SIGTERM from ending the process; before any thread is started, because threads
/// inherit it.
void hold_stop_signals();

/// As long as it lives, the first SIGINT or SIGTERM calls `on_stop`, on a thread of its own, and a
/// second ends the process at once. Goes before what `on_stop` works on.
class StopSignals {
  public:
    explicit StopSignals(std::function<void()> on_stop);
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;
    ~StopSignals();

  private:
    std::atomic<bool> over_{false};
    std::thread thread_;
};

}  // namespace octospira::cli
