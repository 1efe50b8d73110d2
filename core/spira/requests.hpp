#pragma once

#include <string_view>

#include "core/base/http.hpp"
#include "core/base/ids.hpp"

namespace octospira::spira {

// Requests of Spira's REST API v7, paths relative to Services/v7_0/RestService.svc/.

inline constexpr int kPageSize = 100;
/// Few rows: the run searched for is among the newest, and each may have a long log.
inline constexpr int kFewRows = 10;

/// Rows of a list: `start` counts from 1.
struct Page {
    int start = 1;
    int rows = kPageSize;
};

/// Spira REST §7
[[nodiscard]] Request get_product(ProductId product);
[[nodiscard]] Request get_definitions(TemplateId product_template);
/// §5
[[nodiscard]] Request get_test_case(ProductId product, TestCaseId test_case);
/// §5.3: the whole object, on the collection
[[nodiscard]] Request put_test_case(ProductId product, const Json& tree);
/// §6. Substring match on Spira's side: compare exactly afterwards.
[[nodiscard]] Request search_test_cases(ProductId product, int property_number,
                                        std::string_view value, Page page);
/// §9
[[nodiscard]] Request record_run(ProductId product, const Json& run);
/// §9.4: automated runs of the product, with their details, newest first.
[[nodiscard]] Request search_runs(ProductId product, TestCaseId test_case, Page page);
/// The same with the caller's filters (§6).
[[nodiscard]] Request search_runs(ProductId product, Json filters, Page page);
/// Runs of one test case, newest first: RemoteTestRun, which has no details.
/// Source: Spira REST v7, POST test-cases/{id}/test-runs/search (facts of November 2026, §3.1).
[[nodiscard]] Request search_runs_of(ProductId product, TestCaseId test_case, Page page);
/// §9.4: one run with its details.
[[nodiscard]] Request get_run(ProductId product, TestRunId run);
/// §7: the products that the caller sees.
[[nodiscard]] Request list_products();
/// §8, without any query, which would make it a search
[[nodiscard]] Request create_build(ProductId product, ReleaseId release, const Json& build);
/// §8
[[nodiscard]] Request list_builds(ProductId product, ReleaseId release);

}  // namespace octospira::spira
