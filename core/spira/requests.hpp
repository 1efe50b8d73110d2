#pragma once

#include <string_view>

#include "core/base/http.hpp"
#include "core/base/ids.hpp"

namespace octospira::spira {

// Requests of Spira's REST API v7, paths relative to Services/v7_0/RestService.svc/.

inline constexpr int kPageSize = 100;

/// Spira REST §7
[[nodiscard]] Request get_product(ProductId product);
[[nodiscard]] Request get_definitions(TemplateId product_template);
/// §5
[[nodiscard]] Request get_test_case(ProductId product, TestCaseId test_case);
/// §5.3: the whole object, on the collection
[[nodiscard]] Request put_test_case(ProductId product, const Json& tree);
/// §6. Substring match on Spira's side: compare exactly afterwards. `start` counts from 1.
[[nodiscard]] Request search_test_cases(ProductId product, int property_number,
                                        std::string_view value, int start);
/// §9
[[nodiscard]] Request record_run(ProductId product, const Json& run);
/// §9.4, newest first; `start` counts from 1.
[[nodiscard]] Request search_runs(ProductId product, TestCaseId test_case, int start);
/// The same with filters of one's own (§6).
[[nodiscard]] Request search_runs(ProductId product, Json filters, int start);
/// §8, without any query, which would make it a search
[[nodiscard]] Request create_build(ProductId product, ReleaseId release, const Json& build);
/// §8
[[nodiscard]] Request list_builds(ProductId product, ReleaseId release);

}  // namespace octospira::spira
