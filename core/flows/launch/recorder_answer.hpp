#pragma once

#include <string>

#include "core/base/http.hpp"

namespace octospira::flows {

/// "accepted" or "duplicate"; empty where the answer is no recorder's, or it refuses.
[[nodiscard]] std::string recorder_says(const Answer& answer);

/// Whether a recorder answered; one that refuses the secret is one, too.
[[nodiscard]] bool is_recorder(const Answer& answer);

}  // namespace octospira::flows
