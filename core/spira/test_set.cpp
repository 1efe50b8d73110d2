#include "core/spira/test_set.hpp"

#include <utility>

#include "core/base/optional_id.hpp"
#include "core/base/text.hpp"
#include "core/spira/errors.hpp"

namespace octospira::spira {

namespace {

std::string path_of(ProductId product, TestSetId test_set, std::string_view rest) {
    return concat({"projects/", product.text(), "/test-sets/", test_set.text(), rest});
}

}  // namespace

Request get_test_set(ProductId product, TestSetId test_set) {
    return {Method::get, path_of(product, test_set, "")};
}

Result<std::optional<ReleaseId>> read_test_set_release(const Answer& answer) {
    const auto json = json_of(answer, "Spira GET projects/{p}/test-sets/{id}");
    if (!json) return tl::unexpected(json.error());
    return id_at<ReleaseId>(*json, "ReleaseId");
}

Request get_test_set_test_cases(ProductId product, TestSetId test_set) {
    return {Method::get, path_of(product, test_set, "/test-case-mapping")};
}

Result<std::vector<TestCaseId>> read_test_set_test_cases(const Answer& answer) {
    static constexpr std::string_view kOrigin =
        "Spira GET projects/{p}/test-sets/{id}/test-case-mapping";
    const auto json = rows_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    std::vector<std::pair<std::int64_t, TestCaseId>> places;
    for (const Json& row : *json) {
        const auto id = TestCaseId::from(integer_at(row, "TestCaseId").value_or(0));
        if (!id) continue;
        // Insertion keeps rows of one position in the order in which they came.
        const std::int64_t position = integer_at(row, "Position").value_or(0);
        auto at = places.end();
        while (at != places.begin() && (at - 1)->first > position) --at;
        places.insert(at, {position, *id});
    }
    std::vector<TestCaseId> test_cases;
    test_cases.reserve(places.size());
    for (const auto& place : places) test_cases.push_back(place.second);
    return test_cases;
}

}  // namespace octospira::spira
