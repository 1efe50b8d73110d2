#include "native/simulators/octoperf/ids.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "native/simulators/front_end/base64.hpp"

namespace octospira::simulators::octoperf {

namespace {

using Bytes = std::array<std::uint8_t, 15>;

/// In base64's alphabet for URLs.
std::string encode(const Bytes& bytes) {
    const std::string text(bytes.begin(), bytes.end());
    return replace_all(replace_all(encode_base64(text), "+", "-"), "/", "_");
}

Bytes decode(std::string_view id) {
    Bytes bytes{};
    const std::string text = replace_all(replace_all(id, "-", "+"), "_", "/");
    const std::string decoded = decode_base64(text).value_or("");
    std::copy_n(decoded.begin(), std::min(decoded.size(), bytes.size()), bytes.begin());
    return bytes;
}

std::uint8_t byte_of(EpochMs value, int shift) {
    return static_cast<std::uint8_t>(value >> shift);
}

}  // namespace

// The counter's low byte starts just below 0xF8, because ids above it begin with '-' or '_': every
// demonstration meets such ids within its first runs.
IdMaker::IdMaker() : sequence_(0) {
    std::random_device random;
    sequence_ = (random() & 0xFFFF00U) | 0xF4U;
    for (auto& byte : machine_) byte = static_cast<std::uint8_t>(random());
}

std::string IdMaker::next(EpochMs now) {
    const std::uint32_t sequence = sequence_++;
    Bytes bytes{};
    bytes[0] = static_cast<std::uint8_t>(sequence);
    bytes[1] = static_cast<std::uint8_t>(sequence >> 16);
    bytes[2] = byte_of(now, 16);
    bytes[3] = byte_of(now, 24);
    bytes[4] = byte_of(now, 32);
    bytes[5] = byte_of(now, 40);
    std::copy(machine_.begin(), machine_.end(), bytes.begin() + 6);
    bytes[12] = byte_of(now, 8);
    bytes[13] = static_cast<std::uint8_t>(sequence >> 8);
    bytes[14] = byte_of(now, 0);
    return encode(bytes);
}

EpochMs time_of(std::string_view id) {
    const Bytes b = decode(id);
    EpochMs time = 0;
    for (const std::size_t i : {5U, 4U, 3U, 2U, 12U, 14U}) time = time << 8 | b[i];
    return time;
}

std::string random_uuid() {
    static constexpr std::string_view kHex = "0123456789abcdef";
    std::random_device random;
    std::string text = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";
    for (char& c : text) {
        if (c == 'x') c = kHex[random() & 15U];
    }
    return text;
}

}  // namespace octospira::simulators::octoperf
