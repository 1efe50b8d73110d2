#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace octospira::flows {

/// The figures that are compared from run to run. An unknown one is empty.
struct Figures {
    std::optional<double> hits = std::nullopt;
    std::optional<double> errors_percent = std::nullopt;   ///< 0–100
    std::optional<double> response_time_s = std::nullopt;  ///< average
};

/// The line of a run's details that programs read, without its end:
/// `OctoPerf figures: {"hits":208,"errorsPercent":0.37,"responseTimeAvg":0.45}`, only what is
/// known; "" when nothing is.
[[nodiscard]] std::string figures_line(const Figures& figures);

/// The figures in a run's details: of that line, else of an OctoPerf notification's JSON, which is
/// all that the stock integration writes and what older runs of ours end with.
/// Source: OctoPerf API §4.3, percentErrors.
[[nodiscard]] Figures read_figures(std::string_view details);

}  // namespace octospira::flows
