#pragma once

#include "core/flows/follow/last_run.hpp"

namespace octospira::flows {

/// Record Result Now: records the last test's result as a test run, if no recorder does. Waits
/// in a dialog for a test that still runs. Searches Spira first, and again after an answer with an
/// unknown outcome. In the first minute after the test's end, a result that is not there yet is
/// left to the recorder, if there is one. Outcomes: "recorded" and "already_recorded" (details as
/// record.hpp), "left_to_recorder", "detached" (it is still running and the dialog was closed),
/// "timed_out" (as follow.hpp), "refused" (error).
[[nodiscard]] Result<Step> open_record(const PageEvent& event);

/// The same for a run that has been found already, its test case read.
[[nodiscard]] Step record_now(const LastRunPtr& run);

}  // namespace octospira::flows
