#include "native/recorder/status/words.hpp"

#include "core/base/text.hpp"
#include "core/base/time.hpp"

namespace octospira::recorder::status {

std::string_view name_of_verdict(std::int64_t execution_status) {
    static constexpr std::string_view kNames[] = {"Failed", "Passed",  "Not Run",
                                                  "N/A",    "Blocked", "Caution"};
    if (execution_status < 1 || execution_status > 6) return "Other";
    return kNames[execution_status - 1];
}

std::string length_of(std::int64_t milliseconds) {
    if (milliseconds < 0) milliseconds = 0;
    if (milliseconds < 1000) return std::to_string(milliseconds) + " ms";
    if (milliseconds < 10'000)
        return format_number(static_cast<double>(milliseconds) / 1000, 1) + " s";
    return format_duration(milliseconds);
}

std::string count_of(std::int64_t number, std::string_view one, std::string_view many) {
    return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

}  // namespace octospira::recorder::status
