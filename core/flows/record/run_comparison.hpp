#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/flows/record/figures_line.hpp"
#include "core/octoperf/answers.hpp"

namespace octospira::flows {

/// "Compared with the previous run:" and a line for each figure that both have; "" if there is
/// none.
[[nodiscard]] std::string comparison(const std::vector<octoperf::Metric>& now,
                                     const std::vector<octoperf::Metric>& before);
/// The same if only the figures in the previous run's details are known.
[[nodiscard]] std::string comparison(const Figures& now, const Figures& before);

/// Figures as kept for the next run's comparison, and back; a garbled text gives none.
[[nodiscard]] std::string figures_to_text(const std::vector<octoperf::Metric>& metrics);
[[nodiscard]] std::vector<octoperf::Metric> figures_from_text(std::string_view text);

}  // namespace octospira::flows
