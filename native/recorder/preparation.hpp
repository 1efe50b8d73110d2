#pragma once

#include <string>
#include <vector>

#include "native/recorder/recorder.hpp"

namespace octospira::recorder {

/// Fills in defaults and normalises addresses. Errors: invalid_input if the options would make the
/// recorder unusable or insecure.
[[nodiscard]] Result<void> prepare(RecorderOptions& options);

/// Errors: invalid_input if no sender could post.
[[nodiscard]] Result<void> validate_credentials(const Credentials& credentials);

/// The secrets and keys themselves, to be kept out of the log.
[[nodiscard]] std::vector<std::string> secrets_of(const Credentials& credentials);

}  // namespace octospira::recorder
