// Reading test runs (REST §9.4). There is no PUT: a run is immutable.
#include "native/simulators/spira/filters.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr int kAutomated = 2;

Outcome page(const RestCall& call, const std::vector<const Artifact*>& rows) {
    const auto paging = paging_of(call);
    if (!paging) return tl::unexpected(paging.error());
    const auto cut = paged(rows, *paging, test_run_members());
    if (!cut) return tl::unexpected(cut.error());
    Json all = Json::array();
    for (const Artifact* row : *cut) {
        all.push_back(remote_test_run(call.store, call.switches, *row));
    }
    return all;
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
    return page(call, in_product(call.store.test_runs, (*product)->id));
}

Outcome search_automated_test_runs(RestCall& call) {
    const auto product = product_in(call, artifact::kTestRun, Right::view);
    if (!product) return tl::unexpected(product.error());
    const auto filters = body_array(call, "RemoteFilter[]");
    if (!filters) return tl::unexpected(filters.error());
    auto rows = in_product(call.store.test_runs, (*product)->id);
    std::erase_if(rows,
                  [](const Artifact* row) { return row->number("TestRunTypeId") != kAutomated; });
    const auto found = filtered(call, std::move(rows), *filters, test_run_members());
    if (!found) return tl::unexpected(found.error());
    return page(call, *found);
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
