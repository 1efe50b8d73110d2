#include "native/recorder/delivery/schedule.hpp"

#include <algorithm>

#include "native/host/http_host.hpp"

namespace octospira::recorder {

Schedule default_schedule() {
    using std::chrono::hours;
    using std::chrono::minutes;
    using std::chrono::seconds;
    return {seconds(5), seconds(30), minutes(2), minutes(10), minutes(30),
            hours(2),   hours(5),    hours(10),  hours(10)};
}

std::optional<std::chrono::milliseconds> delay_after(const Schedule& schedule, int failed,
                                                     std::optional<int> retry_after_s,
                                                     double random) {
    const auto step = static_cast<std::size_t>(std::max(failed, 1)) - 1;
    if (step >= schedule.size()) return std::nullopt;
    const std::chrono::milliseconds delay = host::with_jitter(schedule[step], random);
    if (!retry_after_s) return delay;
    const std::chrono::milliseconds asked = std::min<std::chrono::milliseconds>(
        std::chrono::seconds(*retry_after_s), kLongestRetryAfter);
    return std::max(delay, asked);
}

std::chrono::milliseconds longest_delay(const Schedule& schedule) {
    std::chrono::milliseconds longest = kLongestRetryAfter;
    for (const std::chrono::milliseconds delay : schedule) {
        longest = std::max(longest, host::with_jitter(delay, 1.0));
    }
    return longest;
}

}  // namespace octospira::recorder
