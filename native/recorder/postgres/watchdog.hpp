#pragma once

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace octospira::recorder::postgres {

/// Cuts a connection whose server takes too long to answer. PostgreSQL's own limits do not help
/// when the server itself hangs, and libpq waits for ever.
class Watchdog {
    using Clock = std::chrono::steady_clock;
    struct Call {
        int socket;
        Clock::time_point deadline;
        bool cut = false;
    };

  public:
    Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;
    ~Watchdog();

    /// While it lives, `socket` is shut down once `limit` is over; nothing is closed.
    class Watch {
      public:
        Watch(Watchdog& dog, int socket, std::chrono::milliseconds limit);
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;
        ~Watch();
        [[nodiscard]] bool cut() const;  ///< it was

      private:
        Watchdog& dog_;
        std::list<Call>::iterator call_;
    };

  private:
    void work();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::list<Call> calls_;
    Clock::time_point look_ = Clock::time_point::max();  ///< when the thread looks next
    bool stopping_ = false;
    std::thread thread_;  // last: it uses all of them
};

}  // namespace octospira::recorder::postgres
