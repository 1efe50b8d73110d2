#pragma once

#include <cstddef>
#include <map>
#include <utility>

#include "native/http/networks.hpp"

namespace octospira::http {

/// How many connections each address has, where there is a limit to that. Whoever reaches us
/// through a proxy or from this machine shares an address with others, and is not counted.
class ConnectionCounts {
  public:
    /// `most` of one address; 0: no limit, and nothing is counted.
    explicit ConnectionCounts(std::size_t most, Networks proxies = {})
        : most_(most), proxies_(std::move(proxies)) {}

    [[nodiscard]] bool room_for(const IpAddress& address) const {
        const auto found = counts_.find(address);
        return found == counts_.end() || found->second < most_;
    }
    void add(const IpAddress& address) {
        if (counted(address)) ++counts_[address];
    }
    void remove(const IpAddress& address) {
        const auto found = counts_.find(address);
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
