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

/// Asks Spira something cheap that needs the account (`GET projects`, Spira REST v7 §7): at the
/// start, when a result failed and nobody knows whether the whole of Spira did, after a minute
/// without a word of it, and again and again while it is unreachable or refuses the account. Tells
/// the breaker, the log and the metrics. One question at a time.
class SpiraWatch {
  public:
    struct Dependencies {
        Breaker& breaker;
        Told told;
        std::function<void()> on_change;  ///< Spira's state is another one
    };

    /// Of `options` the access, the client's settings and the random source are used.
    SpiraWatch(const host::HttpHostOptions& options, Dependencies with);
    SpiraWatch(const SpiraWatch&) = delete;
    SpiraWatch& operator=(const SpiraWatch&) = delete;
    ~SpiraWatch() { stop(); }

    void start() { thread_.start(); }
    /// Cuts the question in hand.
    void stop();
    /// Asks now, unless somebody else got an answer since the call began. Any thread.
    SpiraState ask();
    /// The breaker's next check may be earlier than before.
    void wake() { thread_.wake(); }
    /// A result was recorded, or Spira refused it: it is there and knows the account. Any thread.
    void answered();
    /// Why Spira is not reachable, for a person; "" while it is.
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
    Breaker::Time asked_ = Breaker::Time::min();  ///< when the last question was put
    mutable std::mutex mutex_;
    std::string trouble_;
    std::atomic<bool> stopping_{false};
    Background thread_;  // last: it uses the others
};

}  // namespace octospira::recorder
