#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace octospira::cli {

/// What SIGHUP does: end the process, as by default, or reload.
enum class Hangup { ends, reloads };

/// Keeps SIGINT and SIGTERM from ending the process, and where SIGHUP reloads also SIGHUP, SIGUSR1
/// and SIGUSR2; before any thread is started, because threads inherit it.
void hold_signals(Hangup hangup = Hangup::ends);

/// As long as it lives, the first SIGINT or SIGTERM calls `on_stop`, on a thread of its own, and a
/// second ends the process at once. `on_hangup`, where given, is called at every SIGHUP before
/// that, on the same thread. Goes before what they work on.
class StopSignals {
  public:
    explicit StopSignals(std::function<void()> on_stop, std::function<void()> on_hangup = {});
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;
    ~StopSignals();

  private:
    std::atomic<bool> over_{false};
    std::thread thread_;
};

}  // namespace octospira::cli
