#pragma once

#include <optional>
#include <string>

#include "core/flows/record.hpp"
#include "core/spira/test_case.hpp"

namespace octospira::flows {

// What a test case's ExecutionDate tells of the runs it has. Source: Spira REST §5.1.

[[nodiscard]] bool was_executed(const spira::TestCase& test_case);

/// Whether the test case has a run that may be this result's without being in our ledger: a person
/// may have recorded it in the page. `last`: the execution date that our own last run gave it.
[[nodiscard]] bool may_be_recorded(const spira::TestCase& test_case, const RecordRequest& request,
                                   const std::optional<std::string>& last);

}  // namespace octospira::flows
