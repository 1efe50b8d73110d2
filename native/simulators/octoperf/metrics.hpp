#pragma once

#include <optional>
#include <string_view>

#include "native/simulators/octoperf/model.hpp"

namespace octospira::simulators::octoperf {

/// Percent of the planned load that is over, 0–100. It stays where it was when a run is aborted
/// and is 0 for one that never ran.
[[nodiscard]] double progress_of(const Run& run, EpochMs now);

/// A metric's value as it stands: live while the run goes on, and for a moment after its end still
/// moving. Times in seconds, shares in percent, throughput in MB. NaN: no sample yet. Empty: there
/// is no metric of that id.
[[nodiscard]] std::optional<double> metric(const Run& run, std::string_view id, EpochMs now);

/// The value every later reading will give: what notifications carry.
[[nodiscard]] std::optional<double> final_metric(const Run& run, std::string_view id);

/// Severities of the alarms raised until now.
[[nodiscard]] std::vector<std::string> alarms_of(const Run& run, EpochMs now);

}  // namespace octospira::simulators::octoperf
