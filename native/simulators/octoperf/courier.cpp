#include "native/simulators/octoperf/courier.hpp"

#include <utility>

#include "native/http/client.hpp"

namespace octospira::simulators::octoperf {

Courier::Courier() : thread_([this] { work(); }) {}

Courier::~Courier() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        waiting_.clear();
    }
    changed_.notify_one();
    thread_.join();
}

void Courier::send(Parcel parcel) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(parcel));
    }
    changed_.notify_one();
}

void Courier::work() {
    http::ClientOptions options;
    options.connect_timeout = std::chrono::seconds(2);
    options.total_timeout = std::chrono::seconds(5);
    const auto client = http::create_client(options);
    for (;;) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (stopping_) return;
        const Parcel parcel = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        parcel.delivered(client->send("POST", parcel.url, parcel.headers, parcel.body));
    }
}

}  // namespace octospira::simulators::octoperf
