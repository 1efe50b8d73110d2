#pragma once

#include <optional>
#include <string>

#include "core/octoperf/notification.hpp"

namespace octospira::flows {

/// What a notification says about a test, in Spira's terms.
struct Verdict {
    int execution_status = 0;  ///< Spira's, see spira/test_run.hpp
    std::string sentence;      ///< "Passed: …", for the first line of the run's details
};

/// Empty when the notification carries no verdict: started, an unknown event, or ended as planned
/// (passed or failed then comes in a separate notification). `warnings`: how many alarms of
/// severity WARNING are known. Source: OctoSpira design §4; OctoPerf API §4.2.
[[nodiscard]] std::optional<Verdict> verdict_of(const octoperf::Notification& notification,
                                                std::size_t warnings, bool caution_on_warnings);

/// Why a notification without a verdict is ignored, one sentence.
[[nodiscard]] std::string why_ignored(const octoperf::Notification& notification);

/// How many of the severities are this one, case aside.
[[nodiscard]] std::size_t count_severity(const std::vector<std::string>& severities,
                                         std::string_view severity);

}  // namespace octospira::flows
