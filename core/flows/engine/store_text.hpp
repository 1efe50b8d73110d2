#pragma once

#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/flows/engine/step.hpp"
#include "core/spira/test_case.hpp"

namespace octospira::flows {

/// Writes a text property of a test case so that it is really there: GET, change, PUT, GET and
/// compare; on a conflict again from the start, at most three times; when a PUT was answered well
/// and stored nothing, once more with the body as text (the other reading of executeApi).
/// A value that is there already costs no PUT. `next` gets an error when it is not stored in the
/// end. Source: Spira REST §5.3, SpiraApp platform §5.4.
[[nodiscard]] Step store_text(ProductId product, const spira::TestCase& test_case,
                              const spira::PropertyDefinition& property, std::string value,
                              Function<Step(Result<void>)> next);

}  // namespace octospira::flows
