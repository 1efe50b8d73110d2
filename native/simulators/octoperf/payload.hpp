#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/base/json.hpp"
#include "native/simulators/octoperf/model.hpp"
#include "native/simulators/octoperf/switches.hpp"

namespace octospira::simulators::octoperf {

/// The events a notification can be ticked for, in the order of OctoPerf's list.
inline constexpr std::array<std::string_view, 5> kEvents = {
    "TEST_STARTED", "TEST_ENDED", "TEST_PASSED", "TEST_FAILED", "TEST_ERROR"};

/// What a notification tells of besides the run itself.
struct Telling {
    const Switches& switches;
    std::string base_url;      ///< of reportUrl, without a slash at the end
    int users = 0;             ///< planned, for TEST_STARTED
    std::int64_t minutes = 0;  ///< planned, for TEST_STARTED
};

/// The JSON of one HTTP notification. TEST_PASSED has the members, order and types of the one real
/// payload that is public; the others follow what OctoPerf's chat messages show.
[[nodiscard]] Json notification(const Telling& telling, const Run& run, std::string_view event);

/// The report's page, in the shape the reportUrl switch says.
[[nodiscard]] std::string report_url(const Telling& telling, const Run& run);

}  // namespace octospira::simulators::octoperf
