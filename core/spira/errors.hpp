#pragma once

#include <string>
#include <string_view>

#include "core/base/http.hpp"

namespace octospira::spira {

/// The sentence in an error body of Spira, whichever of its seven shapes it has: JSON text, JSON
/// validation object, XML text, XML list of messages, WCF help page, plain text, nothing. At most
/// 500 characters, blanks collapsed, anything like a key replaced. Never fails.
/// Source: Spira REST §4.3.
[[nodiscard]] std::string error_text(std::string_view body);

/// The error for an answer that is not 2xx, or that is 2xx without the documented form. First the
/// status decides (5xx, 408, 425, 429), then whether the body has one of Spira's forms: if not,
/// Spira was not reached (`foreign`). Only Spira's own words are read, and before the status,
/// because Spira answers 404 to almost everything. Source: Spira REST §4.1–§4.3.
[[nodiscard]] Error error_of(const Answer& answer, std::string_view origin);

/// Whether an answer that is not 2xx is Spira's own, and not that of a gateway or proxy in front of
/// it.
[[nodiscard]] bool is_spiras_word(const Answer& answer);

/// The JSON of a 2xx answer. Errors: as error_of; protocol for any other content.
[[nodiscard]] Result<Json> json_of(const Answer& answer, std::string_view origin);

/// The array in a 2xx answer. Errors: as json_of; protocol for anything else.
[[nodiscard]] Result<Json> rows_of(const Answer& answer, std::string_view origin);

}  // namespace octospira::spira
