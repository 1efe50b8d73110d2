#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "native/recorder/background.hpp"
#include "native/recorder/journal/journal.hpp"
#include "native/recorder/log.hpp"

namespace octospira::recorder {

/// Checks the journal every few seconds, so that its state and what is waiting in it are available
/// at once, even if the journal hangs. It also gets the outcome of notifications, and doubts the
/// journal after one that was not stored in time.
class JournalWatch {
  public:
    static constexpr std::chrono::milliseconds kPatience{3'000};
    struct Seen {
        bool writable = false;
        std::string trouble = {};  ///< why it cannot be written
        StateCounts tally = {};    ///< as it was when it could last be read
    };

    /// Logs when the journal becomes unusable, why, and when it can be used again.
    JournalWatch(std::unique_ptr<Journal> journal, Log& log);

    /// Checks once before it returns.
    void start();
    void stop() { thread_.stop(); }
    /// From any thread. A journal that has not answered for kPatience counts as not writable.
    [[nodiscard]] Seen seen() const;

    // How a notification fared; from any thread. The doubt ends with one that is kept in time, and,
    // where none comes any more, with a commit of our own.

    void kept();
    void late();    ///< its sender was asked to retry: the commit takes too long
    void failed();  ///< doubted for some seconds at least: a nearly full disk keeps some of them

  private:
    using Clock = std::chrono::steady_clock;
    struct Doubt {
        std::string trouble;
        Clock::time_point since;
        Clock::time_point until;  ///< nothing ends it before
    };

    [[nodiscard]] std::chrono::milliseconds look();
    void doubt(std::string trouble, std::chrono::milliseconds at_least);
    void trust(Clock::time_point begun);
    void tell();

    std::unique_ptr<Journal> journal_;
    Log& log_;
    std::optional<Clock::time_point> looking_since_;
    mutable std::mutex mutex_;
    std::string told_;  ///< the last logged trouble
    std::optional<Doubt> doubt_;
    Seen seen_;
    Background thread_;  // last: it uses the others
};

}  // namespace octospira::recorder
