#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "native/recorder/background.hpp"
#include "native/recorder/journal.hpp"

namespace octospira::recorder {

/// Looks at the journal every few seconds, so that whoever asks whether it can be written, or what
/// waits in it, is told at once and nobody waits for a journal that hangs.
class JournalWatch {
  public:
    struct Seen {
        bool writable = false;
        std::string trouble = {};  ///< why it cannot be written
        Tally tally = {};          ///< as it was when it could last be read
    };

    explicit JournalWatch(std::unique_ptr<Journal> journal);

    /// Looks once before it returns.
    void start();
    void stop() { thread_.stop(); }
    /// From any thread.
    [[nodiscard]] Seen seen() const;

  private:
    [[nodiscard]] std::chrono::milliseconds look();

    std::unique_ptr<Journal> journal_;
    mutable std::mutex mutex_;
    Seen seen_;
    Background thread_;  // last: it uses the others
};

}  // namespace octospira::recorder
