#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "native/recorder/background.hpp"
#include "native/recorder/journal.hpp"
#include "native/recorder/log.hpp"

namespace octospira::recorder {

/// Deletes what was delivered long ago, a little at a time. Dead letters and the ledger stay.
class Retention {
  public:
    struct Surroundings {
        std::unique_ptr<Journal> journal;
        Log& log;
        std::function<EpochMs()> clock;
    };

    /// `age`: how long what was delivered is kept.
    Retention(std::chrono::milliseconds age, Surroundings with);

    void start() { thread_.start(); }
    void stop() { thread_.stop(); }

  private:
    [[nodiscard]] std::chrono::milliseconds turn();

    const std::chrono::milliseconds age_;
    Surroundings with_;
    std::int64_t forgotten_ = 0;  ///< since the last pause
    Background thread_;           // last: it uses the others
};

}  // namespace octospira::recorder
