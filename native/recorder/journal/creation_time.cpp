#include "native/recorder/journal/creation_time.hpp"

#include <array>
#include <cstddef>

namespace octospira::recorder {

namespace {

constexpr std::size_t kIdLength = 20;
constexpr std::int64_t kFirst = 1'420'070'400'000;  // 2015, before OctoPerf's first ids
constexpr std::int64_t kLast = 4'102'444'800'000;   // 2100

using Bytes = std::array<std::uint8_t, 15>;

/// -1 for a character that base64url does not have.
constexpr std::array<std::int8_t, 256> values() {
    constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::array<std::int8_t, 256> table{};
    table.fill(-1);
    for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
        table[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
    }
    return table;
}

bool decode(std::string_view id, Bytes& bytes) {
    static constexpr auto kValues = values();
    for (std::size_t i = 0; i < kIdLength; i += 4) {
        std::int32_t bits = 0;
        for (std::size_t j = i; j < i + 4; ++j) {
            const std::int8_t value = kValues[static_cast<unsigned char>(id[j])];
            if (value < 0) return false;
            bits = bits << 6 | value;
        }
        const std::size_t at = i / 4 * 3;
        bytes[at] = static_cast<std::uint8_t>(bits >> 16);
        bytes[at + 1] = static_cast<std::uint8_t>(bits >> 8);
        bytes[at + 2] = static_cast<std::uint8_t>(bits);
    }
    return true;
}

std::int64_t joined(const Bytes& bytes, const std::array<std::size_t, 6>& order) {
    std::int64_t number = 0;
    for (const std::size_t at : order) number = number << 8 | bytes[at];
    return number;
}

bool sensible(std::int64_t time) {
    return time >= kFirst && time < kLast;
}

}  // namespace

std::int64_t creation_time(std::string_view id) {
    Bytes bytes{};
    if (id.size() != kIdLength || !decode(id, bytes)) return 0;
    const std::int64_t since_2019 = joined(bytes, {5, 4, 3, 2, 12, 14});
    if (sensible(since_2019)) return since_2019;
    const std::int64_t before = joined(bytes, {0, 1, 2, 3, 4, 5});
    return sensible(before) ? before : 0;
}

}  // namespace octospira::recorder
