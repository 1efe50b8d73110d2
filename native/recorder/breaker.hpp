#pragma once

#include <chrono>
#include <mutex>
#include <optional>

#include "core/base/time.hpp"

namespace octospira::recorder {

enum class BreakerState { closed, open, half_open };
[[nodiscard]] const char* to_string(BreakerState state);

struct BreakerOptions {
    int failures = 5;                               ///< in a row that open it
    std::chrono::milliseconds first_pause{10'000};  ///< doubled with every probe that fails
    std::chrono::milliseconds longest_pause{300'000};
};

/// A circuit breaker before Spira. After a few failures in a row it opens: nothing is tried until
/// the pause is over, so that no notification uses up its attempts on a Spira that is down. Then
/// one delivery at a time may try; the first that gets through closes it. From any thread.
class Breaker {
  public:
    explicit Breaker(BreakerOptions options) : options_(options) {}

    /// How a delivery got through. One that probes a Spira that was down costs its notification no
    /// attempt when it fails.
    enum class Pass { regular, probe };

    /// Whether a delivery may be tried now. Whoever may must say how it ended.
    [[nodiscard]] std::optional<Pass> pass(EpochMs now);
    /// Spira answered sensibly, whatever the delivery came to.
    void succeeded();
    /// Spira could not be reached, or failed. `retry_after_s`: what it asked for.
    void failed(Pass pass, EpochMs now, std::optional<int> retry_after_s);
    /// The delivery ended before Spira was asked.
    void untried(Pass pass);

    [[nodiscard]] BreakerState state() const;
    /// When the next try is allowed; empty while it is closed.
    [[nodiscard]] std::optional<EpochMs> until() const;

  private:
    const BreakerOptions options_;
    mutable std::mutex mutex_;
    BreakerState state_ = BreakerState::closed;
    int in_a_row_ = 0;
    std::chrono::milliseconds pause_{0};
    EpochMs until_ = 0;
    bool probing_ = false;  ///< half open, and somebody tries
};

}  // namespace octospira::recorder
