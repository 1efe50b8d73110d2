#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace octospira::recorder {

/// A thread that calls a function repeatedly.
class Background {
  public:
    /// From start() on, calls `turn` until the end, each time after the pause that the turn before
    /// asked for. If a turn throws (no memory, a library), `on_exception` gets the exception's
    /// text, and the turn is repeated a second later.
    explicit Background(std::function<std::chrono::milliseconds()> turn,
                        std::function<void(const std::string&)> on_exception = {})
        : turn_(std::move(turn)), on_exception_(std::move(on_exception)) {}
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;
    /// Ends the pause, and the thread when its turn is over.
    ~Background() { stop(); }

    void start();
    void stop();
    /// Ends the pause.
    void wake();
    /// For a turn that has to wait: false if the thread must end.
    [[nodiscard]] bool sleep(std::chrono::milliseconds delay);
    [[nodiscard]] bool stopping() const { return stopping_; }

  private:
    [[nodiscard]] std::chrono::milliseconds guarded_turn();

    std::function<std::chrono::milliseconds()> turn_;
    std::function<void(const std::string&)> on_exception_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool woken_ = false;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace octospira::recorder
