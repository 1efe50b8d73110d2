#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "native/host/http_host.hpp"
#include "native/recorder/background.hpp"
#include "native/recorder/delivery/breaker.hpp"
#include "native/recorder/delivery/delivery_report.hpp"
#include "native/recorder/no_memory.hpp"

namespace octospira::recorder {

/// Sends Spira a cheap request that needs the account (`GET projects`, Spira REST v7 §7): at
/// startup, when a result failed and Spira as a whole may have, after a minute without an answer,
/// and repeatedly while it is unreachable or rejects the account. Reports to the breaker, the log
/// and the metrics. One request at a time.
class SpiraWatch {
  public:
    struct Dependencies {
        Breaker& breaker;
        Told told;
        std::function<void()> on_change;  ///< called when Spira's state has changed
    };

    /// Of `options` the access, the client's settings and the random source are used.
    SpiraWatch(const host::HttpHostOptions& options, Dependencies with);
    SpiraWatch(const SpiraWatch&) = delete;
    SpiraWatch& operator=(const SpiraWatch&) = delete;
    ~SpiraWatch() { stop(); }

    void start() { thread_.start(); }
    /// Cancels the current request.
    void stop();
    /// Checks now, unless another thread got an answer since the call began. Any thread.
    SpiraState ask();
    /// The breaker's next check may be earlier than before.
    void wake() { thread_.wake(); }
    /// A result was recorded, or Spira refused it: it is reachable and accepts the account. Any
    /// thread.
    void answered();
    /// Why Spira is unreachable, as text for the operator; "" while it is reachable.
    [[nodiscard]] std::string trouble() const;

  private:
    [[nodiscard]] std::chrono::milliseconds turn();
    void question();
    void conclude(const Answer& answer);
    void tell(SpiraState before, const std::string& error);

    Dependencies with_;
    NoMemory memory_;
    std::unique_ptr<host::HttpHost> host_;
    std::mutex asking_;
    Breaker::Time asked_ = Breaker::Time::min();  ///< when the last request was sent
    mutable std::mutex mutex_;
    std::string trouble_;
    std::atomic<bool> stopping_{false};
    Background thread_;  // last: it uses the others
};

}  // namespace octospira::recorder
