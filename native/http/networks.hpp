#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"

namespace octospira::http {

/// An IPv4 or IPv6 address. IPv4 is kept as ::ffff:a.b.c.d, so that a listener on :: and one on
/// 0.0.0.0 know the same caller by the same address.
struct IpAddress {
    std::array<std::uint8_t, 16> bytes{};

    /// Numbers only, as inet_pton takes them; a zone ("%eth0") is dropped. Nothing else.
    [[nodiscard]] static std::optional<IpAddress> parse(std::string_view text);
    [[nodiscard]] static IpAddress v4(std::uint32_t host_order);

    [[nodiscard]] bool is_v4() const;
    [[nodiscard]] bool is_loopback() const;  ///< 127.0.0.0/8 and ::1
    [[nodiscard]] std::string text() const;

    /// With only its first `bits` bits, the others 0.
    [[nodiscard]] IpAddress masked(int bits) const;

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes a comparison's 0 for a pointer
    auto operator<=>(const IpAddress&) const = default;
};

/// The client that limits count: an IPv4 address, or the /64 network of an IPv6 address.
[[nodiscard]] IpAddress client_of(const IpAddress& address);

/// A set of networks.
class Networks {
  public:
    /// Each as "10.0.0.0/8", "2001:db8::/32", or an address for itself alone.
    /// Errors: invalid_input, with the text that is none.
    [[nodiscard]] static Result<Networks> parse(const std::vector<std::string>& texts);

    [[nodiscard]] bool empty() const { return networks_.empty(); }
    [[nodiscard]] bool contain(const IpAddress& address) const;

  private:
    struct Network {
        IpAddress first;
        int bits;
    };
    std::vector<Network> networks_;
};

/// The client's address if `peer` is one of `proxies`: the rightmost address in `forwarded_for`
/// (the values of X-Forwarded-For, in order) that is not a proxy itself. Anything to the left of
/// that is the client's own claim. If an entry is not an address, the proxy that forwarded it is
/// used.
[[nodiscard]] IpAddress effective_address(const IpAddress& peer, const Networks& proxies,
                                          const std::vector<std::string_view>& forwarded_for);

}  // namespace octospira::http
