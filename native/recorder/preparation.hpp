#pragma once

#include <string>
#include <vector>

#include "native/recorder/recorder.hpp"

namespace octospira::recorder {

/// Fills in what was left open and brings addresses to their one form. Errors: invalid_input,
/// where the recorder could not be used, or not be trusted, as it is asked for.
[[nodiscard]] Result<void> prepare(RecorderOptions& options);

/// Errors: invalid_input when nobody could post.
[[nodiscard]] Result<void> validate_credentials(const Credentials& credentials);

/// The secrets and keys themselves, to be kept out of the log.
[[nodiscard]] std::vector<std::string> secrets_of(const Credentials& credentials);

}  // namespace octospira::recorder
