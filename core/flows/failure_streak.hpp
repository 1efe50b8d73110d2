#pragma once

#include <optional>
#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/flows/step.hpp"
#include "core/spira/incidents.hpp"

namespace octospira::flows {

/// A test case that failed, and what to tell about it.
struct FailedResult {
    ProductId product;
    TestCaseId test_case;
    BenchResultId bench_result;
    spira::NewIncident incident;  ///< its description holds spira::marker(bench_result)
    /// Only brings to its end what an attempt before left unclear; opens nothing else.
    bool only_unclear = false;
};

struct StreakIncident {
    std::optional<IncidentId> id;  ///< of the streak; empty: none, or its number is not known
    std::string warning = {};      ///< why there is none, or why it is not linked; "": all is well
};

/// Sees to it that the test case's streak of failures has one incident, linked to the test case.
/// Ledger "streak/{product}/{test case}": absent (no streak), "intent/{bench result}" (somebody set
/// out to open one), "made/{bench result}/{incident}". What was set out for and perhaps done is
/// looked for in Spira before it is done. A link is made once at most, because none can be looked
/// up; the description names the test case and the run as well.
[[nodiscard]] Step open_incident(FailedResult failed, Function<Step(const StreakIncident&)> next);

/// The test case has passed: the next failure begins a new streak.
[[nodiscard]] Step end_streak(ProductId product, TestCaseId test_case, Function<Step()> next);

}  // namespace octospira::flows
