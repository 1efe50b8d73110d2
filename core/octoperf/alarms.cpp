#include "core/octoperf/alarms.hpp"

#include <cstdint>
#include <optional>

#include "core/base/text.hpp"
#include "core/base/time.hpp"
#include "core/octoperf/answers.hpp"

namespace octospira::octoperf {

namespace {

constexpr std::size_t kMostLines = 20;

struct Alarm {
    std::string severity;  ///< PASSED, WARNING or CRITICAL
    std::optional<EpochMs> start;
    std::optional<EpochMs> end;
    std::optional<std::int64_t> duration_ms;  ///< told, else from start to end
};

/// Below it a number is no moment in milliseconds since 1970 (it would be in 1973), but perhaps one
/// since the test's start, or in seconds.
constexpr double kEarliest = 1e11;
constexpr double kLatest = 1e14;
constexpr double kLongestMs = 4e10;

std::optional<EpochMs> moment_of(const Json& value) {
    if (value.is_string()) return parse_utc(value.get_ref<const std::string&>());
    const auto number = number_of(value);
    if (!number || *number < kEarliest || *number > kLatest) return std::nullopt;
    return static_cast<EpochMs>(*number);
}

bool begins_with_any(std::string_view name, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
        if (name.starts_with(word)) return true;
    }
    return false;
}

/// One level down as well: the span may be an object of its own.
void read_span(const Json& object, int depth, Alarm& alarm) {
    for (auto it = object.begin(); it != object.end(); ++it) {
        const std::string name = to_lower(it.key());
        const auto number = number_of(it.value());
        if (it.value().is_object()) {
            if (depth == 0) read_span(it.value(), depth + 1, alarm);
        } else if (begins_with_any(name, {"start", "begin", "from"})) {
            if (!alarm.start) alarm.start = moment_of(it.value());
        } else if (begins_with_any(name, {"end", "until"}) || name == "to") {
            if (!alarm.end) alarm.end = moment_of(it.value());
        } else if (begins_with_any(name, {"duration"}) && number && *number >= 0 &&
                   *number < kLongestMs) {
            alarm.duration_ms = static_cast<std::int64_t>(*number);
        }
    }
}

std::optional<Alarm> read_alarm(const Json& row) {
    const auto severity = string_at(row, "severity");
    if (!severity) return std::nullopt;
    Alarm alarm{*severity, std::nullopt, std::nullopt, std::nullopt};
    read_span(row, 0, alarm);
    if (!alarm.duration_ms && alarm.start && alarm.end && *alarm.end >= *alarm.start)
        alarm.duration_ms = *alarm.end - *alarm.start;
    return alarm;
}

bool is_breach(const Alarm& alarm) {
    return !equals_ignoring_case(alarm.severity, "PASSED") &&
           (alarm.start || alarm.end || alarm.duration_ms);
}

std::string alarm_text(const Alarm& alarm) {
    std::string text = collapse_blanks(cut_utf8(alarm.severity, 40));
    if (alarm.start) text += concat({", ", format_utc(*alarm.start)});
    if (alarm.end) text += concat({alarm.start ? " to " : ", until ", format_utc(*alarm.end)});
    if (alarm.duration_ms) {
        text += ", ";
        text += *alarm.duration_ms == 0 ? "momentary" : format_duration(*alarm.duration_ms);
    }
    return text;
}

}  // namespace

std::string alarm_lines(const Answer& answer) {
    const auto rows = rows_of(answer, "OctoPerf POST analysis/threshold-alarms");
    if (!rows) return {};
    std::string text;
    std::size_t lines = 0;
    for (const Json& row : *rows) {
        const auto alarm = read_alarm(row);
        if (!alarm || !is_breach(*alarm)) continue;
        if (++lines <= kMostLines) text += concat({"  ", alarm_text(*alarm), "\n"});
    }
    if (lines > kMostLines)
        text += concat({"  and ", std::to_string(lines - kMostLines), " more\n"});
    return text;
}

}  // namespace octospira::octoperf
