#include "native/recorder/postgres/watchdog.hpp"

#include <sys/socket.h>

#include <algorithm>

namespace octospira::recorder::postgres {

Watchdog::Watchdog() : thread_([this] { work(); }) {}

Watchdog::~Watchdog() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Watchdog::work() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const auto now = Clock::now();
        look_ = Clock::time_point::max();
        for (Call& call : calls_) {
            if (call.cut) continue;
            if (call.deadline <= now) {
                call.cut = true;
                ::shutdown(call.socket, SHUT_RDWR);
            } else {
                look_ = std::min(look_, call.deadline);
            }
        }
        if (look_ == Clock::time_point::max()) {
            changed_.wait(lock);
        } else {
            changed_.wait_until(lock, look_);
        }
    }
}

Watchdog::Watch::Watch(Watchdog& dog, int socket, std::chrono::milliseconds limit) : dog_(dog) {
    const std::lock_guard lock(dog_.mutex_);
    call_ = dog_.calls_.insert(dog_.calls_.end(), {socket, Clock::now() + limit});
    // Most calls end long before the thread's next look, and do not wake it.
    if (call_->deadline < dog_.look_) {
        dog_.look_ = call_->deadline;
        dog_.changed_.notify_one();
    }
}

Watchdog::Watch::~Watch() {
    const std::lock_guard lock(dog_.mutex_);
    dog_.calls_.erase(call_);
}

bool Watchdog::Watch::cut() const {
    const std::lock_guard lock(dog_.mutex_);
    return call_->cut;
}

}  // namespace octospira::recorder::postgres
