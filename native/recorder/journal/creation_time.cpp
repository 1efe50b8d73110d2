#include "native/recorder/journal/creation_time.hpp"

#include <array>
#include <cstddef>

#include "native/http/base64.hpp"

namespace octospira::recorder {

namespace {

constexpr std::size_t kIdBytes = 15;
constexpr std::int64_t kFirst = 1'420'070'400'000;  // 2015, before OctoPerf's first ids
constexpr std::int64_t kLast = 4'102'444'800'000;   // 2100

std::int64_t joined(std::string_view bytes, const std::array<std::size_t, 6>& order) {
    std::int64_t number = 0;
    for (const std::size_t at : order) number = number << 8 | static_cast<unsigned char>(bytes[at]);
    return number;
}

bool sensible(std::int64_t time) {
    return time >= kFirst && time < kLast;
}

}  // namespace

std::int64_t creation_time(std::string_view id) {
    const auto decoded = http::decode_base64url(id);
    if (!decoded || decoded->size() != kIdBytes) return 0;
    const std::int64_t since_2019 = joined(*decoded, {5, 4, 3, 2, 12, 14});
    if (sensible(since_2019)) return since_2019;
    const std::int64_t before = joined(*decoded, {0, 1, 2, 3, 4, 5});
    return sensible(before) ? before : 0;
}

}  // namespace octospira::recorder
