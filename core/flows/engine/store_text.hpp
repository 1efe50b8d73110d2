#pragma once

#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/flows/engine/step.hpp"
#include "core/spira/test_case.hpp"

namespace octospira::flows {

/// Writes a text property of a test case and verifies it: GET, change, PUT, GET and
/// compare; on a conflict again from the start, at most three times; if a PUT succeeded but stored
/// nothing, once more with the body as text (the other reading of executeApi). A value that is
/// already stored needs no PUT. `next` gets an error if it could not be stored. Source: Spira REST
/// §5.3, SpiraApp platform §5.4.
[[nodiscard]] Step store_text(ProductId product, const spira::TestCase& test_case,
                              const spira::PropertyDefinition& property, std::string value,
                              Function<Step(Result<void>)> next);

}  // namespace octospira::flows
