#pragma once

#include <string>

#include "core/base/http.hpp"
#include "core/base/time.hpp"

namespace octospira::spira {

// What a Spira says about itself. Source: Spira REST §12.

[[nodiscard]] Request get_product_version();
[[nodiscard]] Request get_server_time();
[[nodiscard]] Request get_web_server_url();

/// "9.4.0.0" and, to compare, 904. Errors: as errors.hpp, json_of.
struct Version {
    std::string text;
    int number = 0;  ///< major × 100 + minor
};
[[nodiscard]] Result<Version> read_product_version(const Answer& answer);

/// Without a zone it is UTC (§15, 16). Errors: as errors.hpp, json_of.
[[nodiscard]] Result<EpochMs> read_server_time(const Answer& answer);

/// Without a slash at its end; "" if unknown.
[[nodiscard]] std::string read_web_server_url(const Answer& answer);

}  // namespace octospira::spira
