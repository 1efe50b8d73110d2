#pragma once

#include <string>

#include "core/base/error.hpp"
#include "core/base/http.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

// A release, build or test set may be deleted, or no longer fit the test case, while a test runs.
// Its result is then recorded without it.

/// True if Spira has certainly not stored the request: it says so, or its database does.
[[nodiscard]] bool is_refusal(const Answer& answer, const Error& error);

/// Leaves out of the run what the refusal names (release with build, build, test set, step), or
/// everything of that kind where it names nothing that is there; adds it in words to `without` and
/// a line about it to the run's details. False when there was nothing to leave out, or the refusal
/// is about the account.
[[nodiscard]] bool leave_out_parts(spira::AutomatedRun& run, const Error& refusal,
                                   std::string& without);

}  // namespace octospira::flows
