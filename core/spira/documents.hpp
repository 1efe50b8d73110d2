#pragma once

#include <string_view>

#include "core/base/http.hpp"
#include "core/base/ids.hpp"

namespace octospira::spira {

// Web addresses as documents attached to test runs. Source: Spira REST §10.

/// POST projects/{p}/documents/url
[[nodiscard]] Request attach_url(ProductId product, TestRunId run, std::string_view url,
                                 std::string_view description);

/// GET projects/{p}/artifact-types/5/artifacts/{run}/documents
[[nodiscard]] Request list_documents(ProductId product, TestRunId run);
/// Whether the address is among them. Errors: as errors.hpp, json_of.
[[nodiscard]] Result<bool> has_url(const Answer& answer, std::string_view url);

}  // namespace octospira::spira
