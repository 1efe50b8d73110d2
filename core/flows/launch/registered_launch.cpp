#include "core/flows/launch/registered_launch.hpp"

#include "core/base/optional_id.hpp"
#include "core/base/text.hpp"
#include "core/octoperf/links.hpp"

namespace octospira::flows {

namespace {

/// An optional id: null and absent are none, anything else must be one.
template <class Id>
Result<std::optional<Id>> optional_id(const Json& json, std::string_view name) {
    const Json* value = find(json, name);
    if (value == nullptr || value->is_null()) return std::optional<Id>();
    const auto id = Id::from(integer_at(json, name).value_or(0));
    if (!id) return tl::unexpected(id.error());
    return std::optional<Id>(*id);
}

constexpr std::size_t kNameLimit = 100;
constexpr std::size_t kUrlLimit = 2000;

/// What does not fit is left out: nothing depends on who it was.
std::string user_of(const Json& json) {
    const std::string name = collapse_blanks(text_at(json, "user"));
    if (!name.empty()) return std::string(cut_utf8(name, kNameLimit));
    const auto number = integer_at(json, "userId");
    return number && *number > 0 ? std::to_string(*number) : std::string();
}

}  // namespace

Json to_json(const Launch& launch) {
    Json json = object({{"benchResultId", launch.bench_result.text()},
                        {"productId", launch.product.value()},
                        {"testCaseId", launch.test_case.value()},
                        {"releaseId", number_or_null(launch.release)},
                        {"testSetId", number_or_null(launch.test_set)},
                        {"started", launch.started}});
    if (!launch.user.empty()) json["user"] = launch.user;
    if (!launch.report_url.empty()) json["reportUrl"] = launch.report_url;
    return json;
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
    Launch launch{*bench_result, *product, *test_case, *release, *test_set, started};
    launch.user = user_of(json);
    const std::string url = text_at(json, "reportUrl");
    if (url.size() <= kUrlLimit && !octoperf::host_of(url).empty()) launch.report_url = url;
    return launch;
}

}  // namespace octospira::flows
