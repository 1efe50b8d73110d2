#pragma once

#include <initializer_list>
#include <string_view>

#include "core/base/http.hpp"

namespace octospira {

/// The error for an answer that is not the API's own: names what came instead (a proxy, a gateway,
/// a sign-in page, a redirect), its status and, without secrets, its first words. `foreign` is set;
/// the kind is retryable. `api`: "Spira" or "OctoPerf".
[[nodiscard]] Error not_reached(std::string_view api, const Answer& answer,
                                std::string_view origin);

/// True if the text has one of the words, in any letter case.
[[nodiscard]] bool has_one_of(std::string_view text, std::initializer_list<std::string_view> words);

/// True if a 2xx answer has a body that is not JSON, so something other than the API answered. For
/// calls where only success matters; an empty body counts as success.
[[nodiscard]] bool has_foreign_body(const Answer& answer);

/// " (HTTP 404): words." or " (HTTP 404)." for the end of a sentence; ": words." without a status.
[[nodiscard]] std::string status_and_words(int status, std::string_view words);

/// True if the status alone decides, whatever the body says: 5xx, 408, 425, 429.
[[nodiscard]] bool passing_trouble(int status);

/// True for the statuses that gateways return when the server behind them is unreachable.
[[nodiscard]] bool of_gateways(int status);

}  // namespace octospira
