#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

namespace octospira::recorder {

struct FiguresPauses {
    int failures = 3;  ///< results in a row for which OctoPerf fails quickly, until it is paused
    std::chrono::milliseconds long_wait{5'000};  ///< one wait of this length is enough
    std::chrono::milliseconds first{30'000};     ///< doubled with every trial that fails
    std::chrono::milliseconds longest{900'000};
};

/// Decides which deliveries ask OctoPerf for figures and alarms. They are optional: while OctoPerf
/// fails, hangs or refuses the key, results are recorded without them, and one delivery at the end
/// of each pause tries again. A steady clock; from any thread.
class OctoPerfWatch {
  public:
    using Time = std::chrono::steady_clock::time_point;

    /// How a delivery is to treat OctoPerf.
    enum class Turn { regular, trial, skip };

    struct Pause {
        std::string trouble;  ///< why, as text for the operator
        Time until;           ///< when OctoPerf is tried again
    };

    explicit OctoPerfWatch(FiguresPauses pauses = {}) : pauses_(pauses) {}

    /// Unless it is `skip`, one of the next three functions must be called with the outcome.
    [[nodiscard]] Turn turn(Time now);
    /// OctoPerf answered. True when that ended a pause.
    bool answered();
    /// It did not, and the result waited so long for it. True when that began a pause.
    bool failed(Turn turn, std::chrono::milliseconds waited, const std::string& trouble, Time now);
    /// The delivery ended before OctoPerf was called.
    void untried(Turn turn, Time now);

    /// An operator's retry: the next delivery is the trial.
    void lift(Time now);

    [[nodiscard]] std::optional<Pause> pause() const;

  private:
    const FiguresPauses pauses_;
    mutable std::mutex mutex_;
    int failures_ = 0;  ///< in a row
    std::chrono::milliseconds length_{0};
    std::optional<Pause> pause_;
};

}  // namespace octospira::recorder
