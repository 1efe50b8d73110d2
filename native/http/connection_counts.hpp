#pragma once

#include <cstddef>
#include <map>
#include <utility>

#include "native/http/networks.hpp"

namespace octospira::http {

/// How many connections each client has, where there is a limit to that: an IPv4 address, or an
/// IPv6 /64 network, because one customer has all of that. Clients behind a trusted proxy or on
/// this machine share an address and are not counted.
class ConnectionCounts {
  public:
    /// `most` of one client; 0: no limit, and nothing is counted.
    explicit ConnectionCounts(std::size_t most, Networks proxies = {})
        : most_(most), proxies_(std::move(proxies)) {}

    [[nodiscard]] bool room_for(const IpAddress& address) const {
        const auto found = counts_.find(client_of(address));
        return found == counts_.end() || found->second < most_;
    }
    void add(const IpAddress& address) {
        if (counted(address)) ++counts_[client_of(address)];
    }
    void remove(const IpAddress& address) {
        const auto found = counts_.find(client_of(address));
        if (found != counts_.end() && --found->second == 0) counts_.erase(found);
    }

  private:
    [[nodiscard]] bool counted(const IpAddress& address) const {
        return most_ > 0 && !address.is_loopback() && !proxies_.contain(address);
    }

    const std::size_t most_;
    const Networks proxies_;
    std::map<IpAddress, std::size_t> counts_;
};

}  // namespace octospira::http
