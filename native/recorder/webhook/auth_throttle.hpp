#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <optional>

#include "core/base/time.hpp"
#include "native/http/networks.hpp"

namespace octospira::recorder {

struct AuthThrottleRules {
    int most = 10;  ///< failures within `window`; 0: no limit
    std::chrono::milliseconds window{60'000};
};

/// Limits guesses at secrets. Counts by address, for IPv6 by /64 network, because one customer has
/// all of that. Keeps at most kMostAddresses of them.
class AuthThrottle {
  public:
    static constexpr std::size_t kMostAddresses = 4096;

    explicit AuthThrottle(AuthThrottleRules rules) : rules_(rules) {}

    /// How long the address still has to wait: one window from its last counted failure. Empty if
    /// it may try. Attempts during the wait do not extend it.
    [[nodiscard]] std::optional<std::chrono::milliseconds> wait(const http::IpAddress& address,
                                                                EpochMs now) const;

    void count_failure(const http::IpAddress& address, EpochMs now);

    [[nodiscard]] std::size_t addresses() const { return entries_.size(); }

  private:
    struct Entry {
        http::IpAddress address;
        int failures;
        EpochMs first;
        EpochMs last;
    };
    using Entries = std::list<Entry>;

    [[nodiscard]] bool over(const Entry& entry, EpochMs now) const;

    const AuthThrottleRules rules_;
    Entries entries_;  ///< the oldest failure first
    std::map<http::IpAddress, Entries::iterator> by_address_;
};

}  // namespace octospira::recorder
