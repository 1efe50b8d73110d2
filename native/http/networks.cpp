#include "native/http/networks.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

#include "core/base/text.hpp"

namespace octospira::http {

namespace {

constexpr int kAllBits = 128;
constexpr int kV4Offset = 96;  ///< bits before the IPv4 address in its mapped form

/// "1.2.3.4:567" and "[::1]:567" without the port, as some proxies write them.
std::string_view without_port(std::string_view text) {
    if (!text.empty() && text.front() == '[') {
        const std::size_t end = text.find(']');
        return end == std::string_view::npos ? text : text.substr(1, end - 1);
    }
    const std::size_t colon = text.find(':');
    const bool one = colon != std::string_view::npos && colon == text.rfind(':');
    return one ? text.substr(0, colon) : text;
}

std::optional<int> parse_bits(std::string_view text, int most) {
    int bits = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
    if (error != std::errc() || end != text.data() + text.size() || bits < 0 || bits > most)
        return std::nullopt;
    return bits;
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
    const std::string plain(text.substr(0, text.find('%')));
    in_addr four{};
    if (::inet_pton(AF_INET, plain.c_str(), &four) == 1) return v4(ntohl(four.s_addr));
    IpAddress address;
    if (::inet_pton(AF_INET6, plain.c_str(), address.bytes.data()) == 1) return address;
    return std::nullopt;
}

IpAddress IpAddress::v4(std::uint32_t host_order) {
    IpAddress address;
    address.bytes[10] = address.bytes[11] = 0xff;
    for (unsigned i = 0; i < 4; ++i)
        address.bytes[12 + i] = static_cast<std::uint8_t>(host_order >> (24 - 8 * i));
    return address;
}

bool IpAddress::is_v4() const {
    return masked(kV4Offset) == v4(0);
}

bool IpAddress::is_loopback() const {
    IpAddress one;
    one.bytes[15] = 1;
    return is_v4() ? bytes[12] == 127 : *this == one;
}

std::string IpAddress::text() const {
    char buffer[INET6_ADDRSTRLEN] = {};
    const bool four = is_v4();
    ::inet_ntop(four ? AF_INET : AF_INET6, bytes.data() + (four ? 12 : 0), buffer, sizeof buffer);
    return buffer;
}

IpAddress IpAddress::masked(int bits) const {
    IpAddress result = *this;
    for (int i = 0; i < kAllBits / 8; ++i) {
        const int kept = std::clamp(bits - 8 * i, 0, 8);
        auto& byte = result.bytes[static_cast<std::size_t>(i)];
        byte = static_cast<std::uint8_t>(byte & (0xff00 >> kept));
    }
    return result;
}

IpAddress client_of(const IpAddress& address) {
    return address.is_v4() ? address : address.masked(64);
}

Result<Networks> Networks::parse(const std::vector<std::string>& texts) {
    Networks all;
    for (const std::string& text : texts) {
        const std::string_view whole = trim(text);
        const std::size_t slash = whole.find('/');
        const auto address = IpAddress::parse(whole.substr(0, slash));
        const int offset = address && address->is_v4() && whole.find(':') == std::string_view::npos
                               ? kV4Offset
                               : 0;
        std::optional<int> bits = kAllBits - offset;
        if (slash != std::string_view::npos)
            bits = parse_bits(whole.substr(slash + 1), kAllBits - offset);
        if (!address || !bits) {
            return failure(ErrorKind::invalid_input, "\"" + text + "\" is not a network.",
                           "Write it like 10.0.0.0/8, 2001:db8::/32 or 192.0.2.7.");
        }
        all.networks_.push_back({address->masked(offset + *bits), offset + *bits});
    }
    return all;
}

bool Networks::contain(const IpAddress& address) const {
    return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
        return address.masked(network.bits) == network.first;
    });
}

IpAddress effective_address(const IpAddress& peer, const Networks& proxies,
                            const std::vector<std::string_view>& forwarded_for) {
    IpAddress known = peer;
    for (auto line = forwarded_for.rbegin(); line != forwarded_for.rend(); ++line) {
        const auto entries = split(*line, ',');
        for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
            if (trim(*entry).empty()) continue;  // empty elements do not count (RFC 9110 §5.6.1)
            if (!proxies.contain(known)) return known;
            const auto address = IpAddress::parse(without_port(trim(*entry)));
            if (!address) return known;
            known = *address;
        }
    }
    return known;
}

}  // namespace octospira::http
