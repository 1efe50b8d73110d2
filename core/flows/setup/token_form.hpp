#pragma once

#include "core/base/function.hpp"
#include "core/flows/engine/step.hpp"

namespace octospira::flows {

/// Sends a free GET and finds out on the way how this Spira fills the key into a header: the form
/// that worked last (a hint) or ${name} first, the other only after 401 or 403. `next` gets the
/// answer and the form every further call of the conversation uses.
/// Source: SpiraApp platform §5.3, probe.
[[nodiscard]] Step probe_key(Request free_get, Function<Step(const Answer&, TokenForm)> next);

}  // namespace octospira::flows
