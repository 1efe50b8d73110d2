#include "native/simulators/front_end/workers.hpp"

#include <utility>

namespace octospira::simulators {

Workers::Workers(int threads) {
    for (int i = 0; i < threads; ++i) {
        threads_.emplace_back([this](const std::stop_token& ending) { work(ending); });
    }
}

Workers::~Workers() {
    for (std::jthread& thread : threads_) thread.request_stop();
    threads_.clear();
}

void Workers::add(std::function<void()> job) {
    const std::scoped_lock lock(mutex_);
    jobs_.push_back(std::move(job));
    changed_.notify_one();
}

void Workers::work(const std::stop_token& ending) {
    for (;;) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, ending, [this] { return !jobs_.empty(); });
        if (ending.stop_requested()) return;
        const std::function<void()> job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job();
    }
}

}  // namespace octospira::simulators
