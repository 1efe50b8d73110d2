#include "native/recorder/status/chart.hpp"

#include <algorithm>
#include <numeric>

#include "core/base/text.hpp"
#include "native/recorder/status/words.hpp"

namespace octospira::recorder::status {

namespace {

constexpr EpochMs kDayMs = 86'400'000;

// Pixels; the style sheet gives both drawings the height of all of it. Widths are in percent, so
// that the bars grow with the page while the texts do not.
constexpr double kTop = 20;
constexpr double kHeight = 150;

std::string number(double value) {
    return format_number(value, 2);
}
std::string percent(double value) {
    return number(value) + "%";
}

std::int64_t sum(const std::vector<std::int64_t>& values) {
    return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

std::int64_t total(const Chart& chart, std::size_t series) {
    std::int64_t all = 0;
    for (const Column& bar : chart.bars) all += bar.values[series];
    return all;
}

void add_count(std::string& parts, std::int64_t count, std::string_view of) {
    parts += concat({parts.empty() ? "" : ", ", std::to_string(count), " ", of});
}

/// "4 Mar: 12 Passed, 1 Failed".
std::string words_of(const Chart& chart, const Column& bar) {
    std::string parts;
    for (std::size_t i = 0; i < bar.values.size(); ++i) {
        if (bar.values[i] == 0) continue;
        add_count(parts, bar.values[i], chart.series[i].name);
    }
    return bar.label + ": " + (parts.empty() ? "none" : parts);
}

/// What a screen reader says instead of the picture; the figures are in the table.
std::string summary_of(const Chart& chart) {
    std::string parts;
    for (std::size_t i = 0; i < chart.series.size(); ++i)
        add_count(parts, total(chart, i), chart.series[i].name);
    return chart.title + ". In all: " + parts + ". The figures are in the table below.";
}

Html axis(const std::vector<std::int64_t>& scale) {
    Html html;
    html << "<svg class=\"axis\" aria-hidden=\"true\" focusable=\"false\">";
    for (const std::int64_t step : scale) {
        const double y =
            kTop + kHeight * (1 - static_cast<double>(step) / static_cast<double>(scale.back()));
        html << "<text x=\"100%\" y=\"" << number(y + 4) << "\" text-anchor=\"end\">" << step
             << "</text>";
    }
    return html << "</svg>";
}

Html bar_of(const Chart& chart, std::size_t at, double highest) {
    const Column& bar = chart.bars[at];
    const double slot = 100.0 / static_cast<double>(chart.bars.size());
    const double left = slot * static_cast<double>(at);
    Html html;
    html << "<g class=\"bar\"><title>" << words_of(chart, bar) << "</title>"
         << "<rect class=\"slot\" x=\"" << percent(left) << "\" y=\"" << number(kTop)
         << "\" width=\"" << percent(slot) << "\" height=\"" << number(kHeight) << "\"/>";
    double bottom = kTop + kHeight;
    for (std::size_t i = 0; i < bar.values.size(); ++i) {
        if (bar.values[i] == 0) continue;
        // A single result among thousands is still to be seen.
        const double height = std::max(2.0, kHeight * static_cast<double>(bar.values[i]) / highest);
        bottom -= height;
        html << "<rect class=\"" << chart.series[i].colour << "\" x=\""
             << percent(left + slot * 0.15) << "\" y=\"" << number(bottom) << "\" width=\""
             << percent(slot * 0.7) << "\" height=\"" << number(height) << "\"/>";
    }
    const std::string middle = percent(left + slot / 2);
    if (const std::int64_t all = sum(bar.values); all > 0) {
        html << "<text class=\"total\" x=\"" << middle << "\" y=\"" << number(bottom - 5)
             << "\" text-anchor=\"middle\">" << all << "</text>";
    }
    html << "</g>";
    // Fourteen dates have no room side by side: every other one, and the last.
    const std::size_t from_last = chart.bars.size() - 1 - at;
    const bool many = chart.bars.size() > 8;
    if (many && from_last % 2 != 0) return html;
    html << "<text class=\"label" << (many && from_last % 4 != 0 ? text(" minor") : Html())
         << "\" x=\"" << middle << "\" y=\"" << number(kTop + kHeight + 18)
         << "\" text-anchor=\"middle\">" << bar.label << "</text>";
    return html;
}

Html plot(const Chart& chart, const std::vector<std::int64_t>& scale) {
    const auto highest = static_cast<double>(scale.back());
    Html html;
    html << "<svg class=\"plot\" role=\"img\" aria-label=\"" << summary_of(chart) << "\">";
    for (const std::int64_t step : scale) {
        const std::string y = number(kTop + kHeight * (1 - static_cast<double>(step) / highest));
        html << "<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"" << y << "\" y2=\"" << y << "\"/>";
    }
    for (std::size_t i = 0; i < chart.bars.size(); ++i) html << bar_of(chart, i, highest);
    return html << "</svg>";
}

Html legend(const Chart& chart) {
    Html html;
    if (chart.series.size() < 2) return html;
    html << "<ul class=\"legend\">";
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        html << "<li><svg class=\"swatch\" aria-hidden=\"true\" focusable=\"false\"><rect class=\""
             << chart.series[i].colour << "\" width=\"100%\" height=\"100%\"/></svg>"
             << chart.series[i].name << " <span class=\"faint\">" << total(chart, i)
             << "</span></li>";
    }
    return html << "</ul>";
}

Html table(const Chart& chart) {
    Html html;
    html << "<details class=\"figures\" data-key=\"figures-" << chart.id
         << "\"><summary>Show the figures</summary><table><caption>" << chart.title
         << "</caption><thead><tr><th scope=\"col\">" << chart.columns << "</th>";
    for (const Series& one : chart.series) {
        html << "<th scope=\"col\" class=\"number\">" << one.name << "</th>";
    }
    html << "</tr></thead><tbody>";
    for (const Column& bar : chart.bars) {
        html << "<tr><th scope=\"row\">" << bar.label << "</th>";
        for (const std::int64_t value : bar.values) {
            html << "<td class=\"number\">" << value << "</td>";
        }
        html << "</tr>";
    }
    return html << "</tbody></table></details>";
}

/// "4 Mar".
std::string day_label(std::int64_t day) {
    static constexpr std::array<const char*, 12> kMonths = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::string date = format_utc(day * kDayMs);  // 2026-03-04T…
    const auto month = parse_positive(date.substr(5, 2)).value_or(1);
    const auto of_month = parse_positive(date.substr(8, 2)).value_or(1);
    return std::to_string(of_month) + " " + kMonths[static_cast<std::size_t>(month - 1) % 12];
}

std::string class_label(std::size_t at) {
    static constexpr std::array<const char*, kDelayClasses.size()> kEnds = {
        "≤1 s", "≤10 s", "≤1 min", "≤10 min", "≤1 h"};
    static_assert(kDelayClasses ==
                  std::array<std::int64_t, 5>{1'000, 10'000, 60'000, 600'000, 3'600'000});
    return at < kEnds.size() ? kEnds[at] : ">1 h";
}

}  // namespace

std::vector<std::int64_t> scale_for(std::int64_t highest) {
    std::int64_t step = 1;
    static constexpr std::array<std::int64_t, 3> kFactors = {1, 2, 5};
    std::int64_t power = 1;
    for (std::size_t i = 0; step * 4 < highest; ++i) {
        if (i > 0 && i % 3 == 0) power *= 10;
        step = kFactors[i % 3] * power;
    }
    std::vector<std::int64_t> scale{0};
    do {
        scale.push_back(scale.back() + step);
    } while (scale.back() < highest);
    return scale;
}

Html draw(const Chart& chart) {
    std::int64_t highest = 0;
    for (const Column& bar : chart.bars) highest = std::max(highest, sum(bar.values));
    Html html;
    html << "<figure class=\"chart\"><figcaption>" << chart.title << "</figcaption>";
    if (highest == 0) {
        return html << "<p class=\"nothing\">" << chart.nothing << "</p></figure>";
    }
    const auto scale = scale_for(highest);
    html << legend(chart) << "<div class=\"drawing\">" << axis(scale) << plot(chart, scale)
         << "</div>" << table(chart);
    return html << "</figure>";
}

EpochMs charts_begin(EpochMs now) {
    return (now / kDayMs - (kChartDays - 1)) * kDayMs;
}

Html results_chart(const std::vector<DayCount>& days, EpochMs now) {
    static constexpr std::array<std::int64_t, 4> kVerdicts = {2, 6, 1, 5};  // Spira's statuses
    Chart chart{"results",
                "Results per day, the last 14 days (UTC)",
                "Day",
                "Nothing was recorded in these 14 days.",
                {{"Passed", "passed"},
                 {"Caution", "caution"},
                 {"Failed", "failed"},
                 {"Blocked", "blocked"}},
                {}};
    const std::int64_t first = charts_begin(now) / kDayMs;
    for (int i = 0; i < kChartDays; ++i) {
        chart.bars.push_back({day_label(first + i), std::vector<std::int64_t>(5, 0)});
    }
    bool others = false;
    for (const DayCount& day : days) {
        const std::int64_t at = day.day - first;
        if (at < 0 || at >= kChartDays) continue;
        const auto* const verdict =
            std::find(kVerdicts.begin(), kVerdicts.end(), day.execution_status);
        const auto series = static_cast<std::size_t>(verdict - kVerdicts.begin());
        others = others || series == kVerdicts.size();
        chart.bars[static_cast<std::size_t>(at)].values[series] +=
            std::accumulate(day.by_delay.begin(), day.by_delay.end(), std::int64_t{0});
    }
    if (others) {
        chart.series.push_back({"Other", "other"});
    } else {
        for (Column& bar : chart.bars) bar.values.pop_back();
    }
    return draw(chart);
}

Html delay_chart(const std::vector<DayCount>& days) {
    Chart chart{"delay",
                "From notification to Spira, the last 14 days",
                "Within",
                "Nothing was recorded in these 14 days.",
                {{"results", "delay"}},
                {}};
    for (std::size_t i = 0; i <= kDelayClasses.size(); ++i) {
        std::int64_t count = 0;
        for (const DayCount& day : days) count += day.by_delay[i];
        chart.bars.push_back({class_label(i), {count}});
    }
    return draw(chart);
}

}  // namespace octospira::recorder::status
