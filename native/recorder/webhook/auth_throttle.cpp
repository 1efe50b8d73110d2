#include "native/recorder/webhook/auth_throttle.hpp"

#include <iterator>

namespace octospira::recorder {

/// True when the failures no longer count: for who has to wait the window begins with the last.
bool AuthThrottle::over(const Entry& entry, EpochMs now) const {
    const EpochMs begin = entry.failures >= rules_.most ? entry.last : entry.first;
    // A clock that was set back must not lock anybody out for longer than the window.
    return now - begin >= rules_.window.count() || now < begin;
}

std::optional<std::chrono::milliseconds> AuthThrottle::wait(const http::IpAddress& address,
                                                            EpochMs now) const {
    if (by_address_.empty()) return std::nullopt;
    const auto found = by_address_.find(http::client_of(address));
    if (found == by_address_.end()) return std::nullopt;
    const Entry& entry = *found->second;
    if (entry.failures < rules_.most || over(entry, now)) return std::nullopt;
    return rules_.window - std::chrono::milliseconds(now - entry.last);
}

void AuthThrottle::count_failure(const http::IpAddress& address, EpochMs now) {
    if (rules_.most == 0) return;
    const http::IpAddress counted = http::client_of(address);
    const auto found = by_address_.find(counted);
    if (found != by_address_.end()) {
        Entry& entry = *found->second;
        if (over(entry, now)) entry = {counted, 0, now, now};
        ++entry.failures;
        entry.last = now;
        entries_.splice(entries_.end(), entries_, found->second);
        return;
    }
    // Those that are over go first: they are at the front, or soon will be.
    while (!entries_.empty() &&
           (over(entries_.front(), now) || entries_.size() >= kMostAddresses)) {
        by_address_.erase(entries_.front().address);
        entries_.pop_front();
    }
    entries_.push_back({counted, 1, now, now});
    by_address_.emplace(counted, std::prev(entries_.end()));
}

}  // namespace octospira::recorder
