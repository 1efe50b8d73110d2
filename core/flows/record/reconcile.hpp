#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/ids.hpp"
#include "core/base/time.hpp"
#include "core/flows/engine/step.hpp"

namespace octospira::flows {

/// A test whose end is not yet known.
struct ReconcileRequest {
    BenchResultId bench_result;
    EpochMs started = 0;
    EpochMs now = 0;
    /// How long the test should take, from an earlier "running" (expectedMs); 0: unknown; empty:
    /// not read yet.
    std::optional<std::int64_t> expected_ms = std::nullopt;
    /// For the token in the report's name: our page starts a scenario under a name that has it.
    std::optional<ProductId> product = std::nullopt;
    std::string report_url = {};  ///< if the launch has it
};

/// Asks OctoPerf for a test's state. Commands: OctoPerfCall, all of them free. Outcomes:
///
/// "running": not terminal, an unknown state included. Details: state (OctoPerf's word), expectedMs
/// (the scenario's longest profile + 30 s, 0 if unknown, null if OctoPerf did not answer; read
/// once, hand it in next time), pollInMs (when to ask again: a tenth of the expected duration, 3 s
/// to 60 s; 10 s where that is not known) and overdue (OctoPerf should have ended it automatically
/// by now: the planned end, 20 min until its stall abort, 10 min for the start-up).
///
/// "ended": details type (TEST_PASSED, TEST_FAILED or TEST_ERROR), endState, and body: the JSON
/// text that OctoPerf's notification would have had, as far as it is known (type, benchResultId,
/// endState, reportName, reportUrl, percentErrors, alarms); octoperf::parse_notification reads it.
/// A CRITICAL alarm makes FINISHED a TEST_FAILED. ABORTED is a TEST_ERROR whose end state says so:
/// the verdict is Blocked. What OctoPerf on premise calls failed for its rate of errors alone is
/// not known here.
///
/// "gone": the test was not found in OctoPerf. It must not be polled again.
///
/// "failed": error; retryable kinds can be retried. A finished test whose alarms cannot be read
/// has no verdict, so it fails as well.
///
/// Source: OctoPerf API §3.3, §3.5, §3.8, §3.9, §4.2, §4.3.
[[nodiscard]] Step reconcile(ReconcileRequest request);

}  // namespace octospira::flows
