#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace octospira::simulators {

/// Threads that do jobs in the order of their coming.
class Workers {
  public:
    explicit Workers(int threads);
    ~Workers();  ///< drops what is waiting, waits for what is being done
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    void add(std::function<void()> job);

  private:
    void work(const std::stop_token& ending);

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<std::function<void()>> jobs_;
    std::vector<std::jthread> threads_;
};

}  // namespace octospira::simulators
