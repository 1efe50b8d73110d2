#include "native/recorder/background.hpp"

#include <exception>

namespace octospira::recorder {

std::chrono::milliseconds Background::guarded_turn() {
    try {
        return turn_();
    } catch (const std::exception& error) {
        try {
            if (on_exception_) on_exception_(error.what());
        } catch (const std::exception&) {
            // Memory is so short that not even that can be done.
        }
    }
    return std::chrono::seconds(1);
}

void Background::start() {
    thread_ = std::thread([this] {
        while (!stopping_) {
            const std::chrono::milliseconds pause = guarded_turn();
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, pause, [this] { return stopping_ || woken_; });
            woken_ = false;
        }
    });
}

void Background::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Background::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    changed_.notify_all();
}

bool Background::sleep(std::chrono::milliseconds delay) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, delay, [this] { return stopping_.load(); });
}

}  // namespace octospira::recorder
