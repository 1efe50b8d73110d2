#include "core/flows/registered_launch.hpp"

namespace octospira::flows {

namespace {

template <class Id>
Json number_or_null(const std::optional<Id>& id) {
    return id ? Json(id->value()) : Json(nullptr);
}

/// An optional id: null and absent are none, anything else must be one.
template <class Id>
Result<std::optional<Id>> optional_id(const Json& json, std::string_view name) {
    const Json* value = find(json, name);
    if (value == nullptr || value->is_null()) return std::optional<Id>();
    const auto id = Id::from(integer_at(json, name).value_or(0));
    if (!id) return tl::unexpected(id.error());
    return std::optional<Id>(*id);
}

}  // namespace

Json to_json(const Launch& launch) {
    return object({{"benchResultId", launch.bench_result.text()},
                   {"productId", launch.product.value()},
                   {"testCaseId", launch.test_case.value()},
                   {"releaseId", number_or_null(launch.release)},
                   {"testSetId", number_or_null(launch.test_set)},
                   {"started", launch.started}});
}

Result<Launch> launch_from_json(const Json& json, EpochMs received) {
    const auto bench_result = BenchResultId::parse(text_at(json, "benchResultId"));
    if (!bench_result) return tl::unexpected(bench_result.error());
    const auto product = ProductId::from(integer_at(json, "productId").value_or(0));
    if (!product) return tl::unexpected(product.error());
    const auto test_case = TestCaseId::from(integer_at(json, "testCaseId").value_or(0));
    if (!test_case) return tl::unexpected(test_case.error());
    const auto release = optional_id<ReleaseId>(json, "releaseId");
    if (!release) return tl::unexpected(release.error());
    const auto test_set = optional_id<TestSetId>(json, "testSetId");
    if (!test_set) return tl::unexpected(test_set.error());
    EpochMs started = integer_at(json, "started").value_or(0);
    if (started <= 0 || started > received) started = received;
    return Launch{*bench_result, *product, *test_case, *release, *test_set, started};
}

}  // namespace octospira::flows
