#pragma once

#include "core/spira/test_case.hpp"

namespace octospira::flows {

/// Whether the test case has an execution date, so that there are runs of it.
/// Source: Spira REST §5.1.
[[nodiscard]] bool was_executed(const spira::TestCase& test_case);

}  // namespace octospira::flows
