#pragma once

#include <optional>
#include <vector>

#include "core/base/http.hpp"
#include "core/base/ids.hpp"

namespace octospira::spira {

// Test sets. Source: Inflectra's public API pages, REST v7.0.

/// GET projects/{p}/test-sets/{id}
[[nodiscard]] Request get_test_set(ProductId product, TestSetId test_set);
/// The release that a test set belongs to; empty for none. Errors: as errors.hpp, json_of.
[[nodiscard]] Result<std::optional<ReleaseId>> read_test_set_release(const Answer& answer);

/// GET projects/{p}/test-sets/{id}/test-case-mapping
[[nodiscard]] Request get_test_set_test_cases(ProductId product, TestSetId test_set);
/// The test cases in the order of the test set. One that is in it twice is returned twice.
/// Errors: as errors.hpp, json_of.
[[nodiscard]] Result<std::vector<TestCaseId>> read_test_set_test_cases(const Answer& answer);

}  // namespace octospira::spira
