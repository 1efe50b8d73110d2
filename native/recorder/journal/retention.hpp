#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "native/recorder/background.hpp"
#include "native/recorder/journal/journal.hpp"
#include "native/recorder/log.hpp"

namespace octospira::recorder {

/// How long delivered results are kept where the operator does not say (--keep-days).
inline constexpr int kKeepDays = 90;

/// Deletes old deliveries, a few at a time. Dead letters and the ledger stay. A
/// clock that is far ahead deletes nothing: age is measured from the newest notification, as far as
/// that is older than a day.
class Retention {
  public:
    struct Dependencies {
        std::unique_ptr<Journal> journal;
        Log& log;
        std::function<EpochMs()> clock;
        /// The wait before the first run: a wrong clock is corrected soon after a machine's start.
        std::chrono::milliseconds first_pause = std::chrono::minutes(5);
    };

    /// `age`: how long what was delivered is kept.
    Retention(std::chrono::milliseconds age, Dependencies with);

    void start() { thread_.start(); }
    void stop() { thread_.stop(); }

  private:
    [[nodiscard]] std::chrono::milliseconds turn();
    [[nodiscard]] std::chrono::milliseconds forget(EpochMs newest);

    const std::chrono::milliseconds age_;
    Dependencies with_;
    bool begun_ = false;
    std::int64_t forgotten_ = 0;  ///< since the last pause
    Background thread_;           // last: it uses the others
};

}  // namespace octospira::recorder
