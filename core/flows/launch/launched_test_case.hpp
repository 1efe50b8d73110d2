#pragma once

#include <string>

#include "core/base/function.hpp"
#include "core/flows/engine/step.hpp"
#include "core/flows/launch/registered_launch.hpp"
#include "core/flows/record/correlate.hpp"

namespace octospira::flows {

/// Reads the test case of a launch. If its product does not contain it (a test set may contain test
/// cases of other products, and a test case may have moved), it is searched for: under its number
/// in the product that the report's name names, by the bench result's id there (correlate.hpp), and
/// under its number in the other products that the account sees, at most 50.
/// Errors: Spira's own; of the launch's product when it is nowhere.
[[nodiscard]] Step find_launched(const Launch& launch, std::string report_name,
                                 Function<Step(Result<Correlated>)> next);

}  // namespace octospira::flows
