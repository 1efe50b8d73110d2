#pragma once

#include <optional>
#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/base/time.hpp"
#include "core/flows/engine/step.hpp"
#include "core/spira/incidents.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

/// A test case that failed, and the data for its incident.
struct FailedResult {
    ProductId product;
    TestCaseId test_case;
    BenchResultId bench_result;
    spira::NewIncident incident;          ///< its description holds spira::marker(bench_result)
    std::optional<spira::StoredRun> run;  ///< the run that failed; its step is asked for if need be
    /// Only completes an earlier attempt whose outcome is unknown; opens nothing else.
    bool only_unclear = false;
    EpochMs now = 0;     ///< time of the POST, if one is needed
    EpochMs window = 0;  ///< how long it may be in progress
};

struct StreakIncident {
    std::optional<IncidentId> id;  ///< of the streak; empty: none, or its number is not known
    std::string warning = {};      ///< why there is none, or why it is not linked; "": no problem
};

/// Makes sure that the test case's streak of failures has one incident, linked to the step of each
/// failed run (and so to the run and the test case): an incident names steps (facts of November
/// 2026, §1.2 and §1.3). Ledger "streak/{product}/{test case}": absent (no streak), "intent/{bench
/// result}/{until}" (one may be in progress until then, intent.hpp), "made/{bench
/// result}/{incident}". Spira is searched before anything is created.
[[nodiscard]] Step open_incident(FailedResult failed, Function<Step(const StreakIncident&)> next);

/// The test case has passed: the next failure begins a new streak.
[[nodiscard]] Step end_streak(ProductId product, TestCaseId test_case, Function<Step()> next);

}  // namespace octospira::flows
