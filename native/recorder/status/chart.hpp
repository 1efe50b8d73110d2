#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.hpp"
#include "native/recorder/journal_entries.hpp"
#include "native/recorder/status/html.hpp"

namespace octospira::recorder::status {

inline constexpr int kChartDays = 14;

/// The first moment (UTC) of the oldest day in the charts.
[[nodiscard]] EpochMs charts_begin(EpochMs now);

/// Results per day by verdict, as stacked bars with a scale, a legend and a table of the same.
[[nodiscard]] Html results_chart(const std::vector<DayCount>& days, EpochMs now);

/// How many results were recorded how long after their notification came.
[[nodiscard]] Html delay_chart(const std::vector<DayCount>& days);

/// What any bar chart here is made of.
struct Series {
    std::string name;
    std::string colour;  ///< a class of the style sheet
};
struct Column {
    std::string label;
    std::vector<std::int64_t> values;  ///< one per series
};
struct Chart {
    std::string id;
    std::string title;
    std::string columns;  ///< what stands in the table's first column
    std::string nothing;  ///< said where there is nothing to show
    std::vector<Series> series;
    std::vector<Column> bars;
};
[[nodiscard]] Html draw(const Chart& chart);

/// The scale's steps: at most four, round, and the last not below `highest`.
[[nodiscard]] std::vector<std::int64_t> scale_for(std::int64_t highest);

}  // namespace octospira::recorder::status
