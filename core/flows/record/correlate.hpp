#pragma once

#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/base/time.hpp"
#include "core/flows/engine/step.hpp"
#include "core/spira/test_case.hpp"

namespace octospira::flows {

/// How long a result without a test case may still belong to a launch whose id is being stored in
/// Spira: a start error can be notified before the page has stored the id (OctoPerf API §4.5).
inline constexpr EpochMs kLaunchGraceMs = 15 * 60 * 1000;

struct Correlated {
    ProductId product;
    spira::TestCase test_case;
};

/// Finds the test case a result belongs to, the way the stock integration does: the product by the
/// first [PR:n] in the report's name, the test case by the bench result's id in its text property,
/// compared exactly. The property's number is kept as a hint and read again if nothing is found.
///
/// Errors: not_configured (no token, no property), not_found (no test case; `unavailable`, and so
/// retryable, while younger than kLaunchGraceMs), conflict (several test cases), or Spira's own.
[[nodiscard]] Step find_test_case(const std::string& report_name, BenchResultId bench_result,
                                  EpochMs age, Function<Step(Result<Correlated>)> next);

}  // namespace octospira::flows
