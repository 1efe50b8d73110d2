#include "native/simulators/front_end/gzip.hpp"

#include <algorithm>
#include <boost/crc.hpp>
#include <cstdint>

namespace octospira::simulators {

namespace {

void append_little_endian(std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
}

}  // namespace

std::string gzip(std::string_view content) {
    using namespace std::string_view_literals;
    constexpr std::size_t kBlock = 65'535;  // RFC 1951 §3.2.4: a stored block's longest length
    std::string out("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"sv);
    std::string_view rest = content;
    do {
        const std::string_view block = rest.substr(0, std::min(rest.size(), kBlock));
        rest.remove_prefix(block.size());
        const auto length = static_cast<std::uint32_t>(block.size());
        out += static_cast<char>(rest.empty() ? 1 : 0);
        append_little_endian(out, length, 2);
        append_little_endian(out, ~length, 2);
        out += block;
    } while (!rest.empty());
    boost::crc_32_type crc;
    crc.process_bytes(content.data(), content.size());
    append_little_endian(out, crc.checksum(), 4);
    append_little_endian(out, static_cast<std::uint32_t>(content.size()), 4);
    return out;
}

}  // namespace octospira::simulators
