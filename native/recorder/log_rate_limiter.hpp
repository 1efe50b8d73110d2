#pragma once

#include <chrono>
#include <cstdint>

#include "core/base/time.hpp"

namespace octospira::recorder {

/// Limits the log lines of one kind, so that events anyone can cause do not fill the disk or hide
/// other lines.
class LogRateLimiter {
  public:
    static constexpr int kMost = 20;  ///< of each window
    static constexpr std::chrono::milliseconds kWindow{10'000};

    struct Turn {
        bool write = false;
        std::uint64_t left_out = 0;  ///< since the previous line, to be reported in this one
    };
    /// What to do with a line at that time.
    [[nodiscard]] Turn take(EpochMs now) {
        // Before its begin as well: a clock may be set back.
        if (now < begun_ || now - begun_ >= kWindow.count()) {
            begun_ = now;
            written_ = 0;
        }
        if (written_ == kMost) {
            ++left_out_;
            return {};
        }
        ++written_;
        const Turn turn{true, left_out_};
        left_out_ = 0;
        return turn;
    }

  private:
    EpochMs begun_ = 0;
    int written_ = 0;
    std::uint64_t left_out_ = 0;
};

}  // namespace octospira::recorder
