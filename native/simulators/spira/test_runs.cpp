// Reading test runs (REST §9.4). There is no PUT: a run is immutable.
#include "native/simulators/spira/filters.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr int kAutomated = 2;

using Shown = Json (*)(const Store&, const Switches&, const Artifact&);

Outcome page(const RestCall& call, const std::vector<const Artifact*>& rows, Shown shown) {
    const auto paging = paging_of(call);
    if (!paging) return tl::unexpected(paging.error());
    const auto cut = paged(rows, *paging, test_run_members());
    if (!cut) return tl::unexpected(cut.error());
    Json all = Json::array();
    for (const Artifact* row : *cut) {
        all.push_back(shown(call.store, call.switches, *row));
    }
    return all;
}

/// Those that meet the filters of the body.
Outcome search(const RestCall& call, std::vector<const Artifact*> rows, Members members,
               Shown shown) {
    const auto filters = body_array(call, "RemoteFilter[]");
    if (!filters) return tl::unexpected(filters.error());
    const auto found = filtered(call, std::move(rows), *filters, members);
    if (!found) return tl::unexpected(found.error());
    return page(call, *found, shown);
}

}  // namespace

Outcome get_automated_test_run(RestCall& call) {
    const auto run = artifact_in(call, call.store.test_runs, artifact::kTestRun, Right::view);
    if (!run) return tl::unexpected(run.error());
    if ((*run)->number("TestRunTypeId") != kAutomated) return unable_to_locate();
    return remote_test_run(call.store, call.switches, **run);
}

Outcome list_test_runs(RestCall& call) {
    const auto product = product_in(call, artifact::kTestRun, Right::view);
    if (!product) return tl::unexpected(product.error());
    return page(call, in_product(call.store.test_runs, (*product)->id), listed_test_run);
}

Outcome get_test_run(RestCall& call) {
    const auto run = artifact_in(call, call.store.test_runs, artifact::kTestRun, Right::view);
    if (!run) return tl::unexpected(run.error());
    return listed_test_run(call.store, call.switches, **run);
}

Outcome search_automated_test_runs(RestCall& call) {
    const auto product = product_in(call, artifact::kTestRun, Right::view);
    if (!product) return tl::unexpected(product.error());
    auto rows = in_product(call.store.test_runs, (*product)->id);
    std::erase_if(rows,
                  [](const Artifact* row) { return row->number("TestRunTypeId") != kAutomated; });
    return search(call, std::move(rows), test_run_members(), remote_test_run);
}

Outcome search_test_runs(RestCall& call) {
    const auto product = product_in(call, artifact::kTestRun, Right::view);
    if (!product) return tl::unexpected(product.error());
    return search(call, in_product(call.store.test_runs, (*product)->id), plain_test_run_members(),
                  listed_test_run);
}

Outcome search_runs_of_test_case(RestCall& call) {
    if (!call.switches.runs_of_test_case)
        return trouble(TroubleKind::no_endpoint, "Endpoint not found.");
    const auto test_case =
        artifact_in(call, call.store.test_cases, artifact::kTestCase, Right::view);
    if (!test_case) return tl::unexpected(test_case.error());
    auto rows = in_product(call.store.test_runs, (*test_case)->product_id);
    std::erase_if(
        rows, [&](const Artifact* row) { return row->number("TestCaseId") != (*test_case)->id; });
    return search(call, std::move(rows), plain_test_run_members(), listed_test_run);
}

Outcome count_test_runs(RestCall& call) {
    const auto product = product_in(call, artifact::kTestRun, Right::view);
    if (!product) return tl::unexpected(product.error());
    return Json(in_product(call.store.test_runs, (*product)->id).size());
}

Outcome delete_test_run(RestCall& call) {
    const auto run = artifact_in(call, call.store.test_runs, artifact::kTestRun, Right::modify);
    if (!run) return tl::unexpected(run.error());
    call.store.test_runs.erase((*run)->id);
    return std::nullopt;
}

}  // namespace octospira::simulators::spira
