// Releases and the test cases mapped to them (REST §8).
#include <algorithm>

#include "core/base/text.hpp"
#include "native/simulators/spira/filters.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

Json shown(const RestCall& call, const std::vector<const Artifact*>& rows) {
    Json all = Json::array();
    for (const Artifact* row : rows) {
        all.push_back(remote_release(call.store, call.switches, *row));
    }
    return all;
}

}  // namespace

Outcome list_releases(RestCall& call) {
    const auto product = product_in(call, artifact::kRelease, Right::view);
    if (!product) return tl::unexpected(product.error());
    auto rows = in_product(call.store.releases, (*product)->id);
    if (equals_ignoring_case(query(call, "active_only").value_or(""), "true")) {
        std::erase_if(rows, [](const Artifact* row) {
            return !bool_at(row->fields, "Active").value_or(false);
        });
    }
    return shown(call, rows);
}

Outcome get_release(RestCall& call) {
    const auto release = artifact_in(call, call.store.releases, artifact::kRelease, Right::view);
    if (!release) return tl::unexpected(release.error());
    return remote_release(call.store, call.switches, **release);
}

Outcome search_releases(RestCall& call) {
    const auto product = product_in(call, artifact::kRelease, Right::view);
    if (!product) return tl::unexpected(product.error());
    const auto filters = body_array(call, "RemoteFilter[]");
    if (!filters) return tl::unexpected(filters.error());
    // These operations call them start_row and number_rows.
    const auto paging = paging_of(call, {"start_row", "number_rows"});
    if (!paging) return tl::unexpected(paging.error());
    const auto found = filtered(call, in_product(call.store.releases, (*product)->id), *filters,
                                release_members());
    if (!found) return tl::unexpected(found.error());
    const auto cut = paged(*found, *paging, release_members());
    if (!cut) return tl::unexpected(cut.error());
    return shown(call, *cut);
}

Outcome list_release_test_cases(RestCall& call) {
    const auto release = artifact_in(call, call.store.releases, artifact::kRelease, Right::view);
    if (!release) return tl::unexpected(release.error());
    Json all = Json::array();
    for (const int id : call.store.release_test_cases[(*release)->id]) {
        all.push_back(Json{{"ReleaseId", (*release)->id}, {"TestCaseId", id}});
    }
    return all;
}

Outcome map_release_test_cases(RestCall& call) {
    const auto release = artifact_in(call, call.store.releases, artifact::kRelease, Right::modify);
    if (!release) return tl::unexpected(release.error());
    const auto ids = body_array(call, "System.Int32[]");
    if (!ids) return tl::unexpected(ids.error());
    std::vector<int> wanted;
    for (const Json& each : *ids) {
        const int id = each.is_number_integer() ? static_cast<int>(each.get<std::int64_t>()) : 0;
        if (call.store.find(call.store.test_cases, (*release)->product_id, id) == nullptr) {
            return unable_to_locate();
        }
        wanted.push_back(id);
    }
    std::vector<int>& mapped = call.store.release_test_cases[(*release)->id];
    for (const int id : wanted) {
        if (std::ranges::count(mapped, id) == 0) mapped.push_back(id);
    }
    return std::nullopt;
}

}  // namespace octospira::simulators::spira
