#include "native/simulators/octoperf/ids.hpp"

#include <algorithm>

#include "native/http/base64.hpp"

namespace octospira::simulators::octoperf {

namespace {

char byte_of(EpochMs value, int shift) {
    return static_cast<char>(value >> shift);
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
    std::string bytes(15, '\0');
    bytes[0] = byte_of(sequence, 0);
    bytes[1] = byte_of(sequence, 16);
    bytes[2] = byte_of(now, 16);
    bytes[3] = byte_of(now, 24);
    bytes[4] = byte_of(now, 32);
    bytes[5] = byte_of(now, 40);
    std::copy(machine_.begin(), machine_.end(), bytes.begin() + 6);
    bytes[12] = byte_of(now, 8);
    bytes[13] = byte_of(sequence, 8);
    bytes[14] = byte_of(now, 0);
    return http::encode_base64url(bytes);
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
