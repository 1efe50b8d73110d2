#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/flows/record/figures_line.hpp"
#include "core/octoperf/notification.hpp"

namespace octospira::flows {

/// The content of a recorded run's details.
struct RunFacts {
    const octoperf::Notification& notification;
    std::string verdict;                      ///< the first line
    std::string state;                        ///< OctoPerf's word, may be empty
    std::optional<std::int64_t> duration_ms;  ///< if OctoPerf was asked
    std::vector<octoperf::Metric> metrics;
    Figures figures;                  ///< for the line that programs read
    std::vector<std::string> alarms;  ///< severities
    std::string notes;            ///< more lines, each with its end, before the report's address
    bool second_verdict = false;  ///< another run holds the first verdict of the same result
};

/// A readable summary, the line of figures_line.hpp, the marker on a line of its own, then the
/// notification's JSON without the account's e-mail, if there was one and it fits as a whole. Plain
/// text, at most spira::kDetailsLimit letters. The marker counts only at this place (test_run.hpp).
[[nodiscard]] std::string run_details(const RunFacts& facts);

/// "208", "0.45 s" or "no samples".
inline constexpr int kFigureDecimals = 3;
[[nodiscard]] std::string figure_text(const octoperf::Metric& metric);

/// "Full Report: https://…" as the stock integration writes it, at most spira::kLineLimit letters;
/// or a sentence when the notification has no usable address, or one that would not fit as a whole.
[[nodiscard]] std::string run_message(const octoperf::Notification& notification);

}  // namespace octospira::flows
