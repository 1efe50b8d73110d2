// Reading test cases (REST §5).
#include <algorithm>

#include "native/simulators/spira/filters.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

Json shown(const RestCall& call, const std::vector<const Artifact*>& rows) {
    Json all = Json::array();
    for (const Artifact* row : rows) {
        all.push_back(remote_test_case(call.store, call.switches, *row));
    }
    return all;
}

/// The product's test cases, only those of the release when one is asked for.
Checked<std::vector<const Artifact*>> asked_for(const RestCall& call) {
    const auto product = product_in(call, artifact::kTestCase, Right::view);
    if (!product) return tl::unexpected(product.error());
    const auto release = query_number(call, "release_id");
    if (!release) return tl::unexpected(release.error());
    auto rows = in_product(call.store.test_cases, (*product)->id);
    if (*release) {
        const auto mapped = call.store.release_test_cases.find(**release);
        std::erase_if(rows, [&](const Artifact* row) {
            return mapped == call.store.release_test_cases.end() ||
                   std::ranges::count(mapped->second, row->id) == 0;
        });
    }
    return rows;
}

Checked<std::vector<const Artifact*>> found(const RestCall& call) {
    auto rows = asked_for(call);
    if (!rows) return rows;
    const auto filters = body_array(call, "RemoteFilter[]");
    if (!filters) return tl::unexpected(filters.error());
    return filtered(call, *rows, *filters, test_case_members());
}

Outcome page(const RestCall& call, const Checked<std::vector<const Artifact*>>& rows) {
    if (!rows) return tl::unexpected(rows.error());
    const auto paging = paging_of(call);
    if (!paging) return tl::unexpected(paging.error());
    const auto cut = paged(*rows, *paging, test_case_members());
    if (!cut) return tl::unexpected(cut.error());
    return shown(call, *cut);
}

Outcome count(const Checked<std::vector<const Artifact*>>& rows) {
    if (!rows) return tl::unexpected(rows.error());
    return Json(rows->size());
}

}  // namespace

Outcome get_test_case(RestCall& call) {
    const auto test_case =
        artifact_in(call, call.store.test_cases, artifact::kTestCase, Right::view);
    if (!test_case) return tl::unexpected(test_case.error());
    return remote_test_case(call.store, call.switches, **test_case);
}

Outcome list_test_cases(RestCall& call) {
    return page(call, asked_for(call));
}
Outcome search_test_cases(RestCall& call) {
    return page(call, found(call));
}
Outcome count_test_cases(RestCall& call) {
    return count(asked_for(call));
}
Outcome count_found_test_cases(RestCall& call) {
    return count(found(call));
}

Outcome list_folder_test_cases(RestCall& call) {
    auto rows = asked_for(call);
    if (!rows) return tl::unexpected(rows.error());
    std::optional<int> folder;
    if (call.variables[1] != "null") {
        const auto id = id_in(call, 1);
        if (!id) return tl::unexpected(id.error());
        folder = *id;
    }
    std::erase_if(*rows,
                  [&](const Artifact* row) { return row->number("TestCaseFolderId") != folder; });
    return page(call, rows);
}

Outcome list_my_test_cases(RestCall& call) {
    std::vector<const Artifact*> mine;
    for (const auto& [id, row] : call.store.test_cases) {
        if (row.number("OwnerId") == call.user.id &&
            call.store.may(call.user, row.product_id, artifact::kTestCase, Right::view)) {
            mine.push_back(&row);
        }
    }
    return shown(call, mine);
}

Outcome delete_test_case(RestCall& call) {
    const auto test_case =
        artifact_in(call, call.store.test_cases, artifact::kTestCase, Right::modify);
    if (!test_case) return tl::unexpected(test_case.error());
    call.store.test_cases.erase((*test_case)->id);
    return std::nullopt;
}

}  // namespace octospira::simulators::spira
