// Reading test cases (REST §5).
#include <algorithm>

#include "native/simulators/spira/filters.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

/// The product's test cases, only those of the release when one is asked for.
Checked<Rows> asked_for(const RestCall& call) {
    const auto release = query_number(call, "release_id");
    if (!release) return tl::unexpected(release.error());
    Rows rows = in_product(call, kTestCases);
    if (*release) {
        const std::vector<int>& mapped = call.store.release_test_cases[**release];
        std::erase_if(
            rows, [&](const Artifact* row) { return std::ranges::count(mapped, row->id) == 0; });
    }
    return rows;
}

Checked<Rows> searched_for(const RestCall& call) {
    return asked_for(call).and_then([&](Rows rows) { return found(call, kTestCases, rows); });
}

Outcome paged(const RestCall& call, Checked<Rows> rows) {
    return rows.and_then([&](Rows all) { return page(call, kTestCases, all); });
}

Outcome counted(Checked<Rows> rows) {
    return rows.map([](const Rows& all) { return std::optional(Json(all.size())); });
}

}  // namespace

Outcome list_test_cases(RestCall& call) {
    return paged(call, asked_for(call));
}
Outcome search_test_cases(RestCall& call) {
    return paged(call, searched_for(call));
}
Outcome count_test_cases(RestCall& call) {
    return counted(asked_for(call));
}
Outcome count_found_test_cases(RestCall& call) {
    return counted(searched_for(call));
}

Outcome list_folder_test_cases(RestCall& call) {
    auto rows = asked_for(call);
    if (!rows) return tl::unexpected(rows.error());
    const auto folder = number_in(call.variables[1]);
    if (!folder && call.variables[1] != "null") return tl::unexpected(id_in(call, 1).error());
    std::erase_if(*rows,
                  [&](const Artifact* row) { return row->number("TestCaseFolderId") != folder; });
    return paged(call, rows);
}

Outcome list_my_test_cases(RestCall& call) {
    Rows mine;
    for (const auto& [id, row] : call.store.test_cases) {
        if (row.number("OwnerId") == call.user.id &&
            call.store.may(call.user, row.product_id, artifact::kTestCase, Right::view)) {
            mine.push_back(&row);
        }
    }
    return shown(call, kTestCases, mine);
}

}  // namespace octospira::simulators::spira
