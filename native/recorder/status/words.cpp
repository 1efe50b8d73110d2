#include "native/recorder/status/words.hpp"

#include "core/base/text.hpp"

namespace octospira::recorder::status {

std::string_view name_of(State state) {
    switch (state) {
        case State::pending:
            return "Waiting";
        case State::recorded:
            return "Recorded";
        case State::ignored:
            return "Ignored";
        case State::conflict:
            return "In conflict";
        case State::dead:
            return "Given up";
        case State::dismissed:
            return "Dismissed";
    }
    return "";
}

std::string_view name_of_verdict(std::int64_t execution_status) {
    switch (execution_status) {
        case 1:
            return "Failed";
        case 2:
            return "Passed";
        case 3:
            return "Not Run";
        case 4:
            return "N/A";
        case 5:
            return "Blocked";
        case 6:
            return "Caution";
        default:
            return "Other";
    }
}

Html badge(State state) {
    Html html;
    html << "<span class=\"badge state-" << std::string(to_string(state)) << "\">" << name_of(state)
         << "</span>";
    return html;
}

Html verdict_badge(const std::optional<std::int64_t>& execution_status) {
    Html html;
    if (!execution_status) return html << "<span class=\"faint\">unknown</span>";
    const std::string_view name = name_of_verdict(*execution_status);
    const bool has_colour =
        name == "Failed" || name == "Passed" || name == "Blocked" || name == "Caution";
    html << "<span class=\"badge verdict-" << (has_colour ? to_lower(name) : std::string("other"))
         << "\">" << name << "</span>";
    return html;
}

Html time_of(EpochMs time, Clock clock) {
    const std::string full = format_utc(time);  // 2026-03-04T10:20:30.000Z
    Html html;
    html << "<time datetime=\"" << full << "\"";
    if (clock == Clock::until) html << " data-as=\"until\"";
    if (clock == Clock::since) html << " data-as=\"since\"";
    return html << ">" << full.substr(0, 10) << " " << full.substr(11, 8) << " UTC</time>";
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
