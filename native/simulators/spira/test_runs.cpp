// Reading test runs (REST §9.4). There is no PUT: a run is immutable.
#include "native/simulators/spira/filters.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr int kAutomated = 2;

/// How a list of runs of every kind shows them: as RemoteTestRun, or with all members (a switch).
const ArtifactKind& listed(const RestCall& call) {
    return call.switches.run_lists == RunLists::automated ? kAutomatedTestRuns : kTestRuns;
}

Outcome search(const RestCall& call, const ArtifactKind& kind, const ArtifactKind& shown_as,
               const Rows& rows) {
    return found(call, kind, rows).and_then([&](Rows all) { return page(call, shown_as, all); });
}

}  // namespace

Outcome get_automated_test_run(RestCall& call) {
    if (call.artifact->number("TestRunTypeId") != kAutomated) return unable_to_locate();
    return shown(call, kAutomatedTestRuns, *call.artifact);
}

Outcome get_test_run(RestCall& call) {
    return shown(call, listed(call), *call.artifact);
}

Outcome list_test_runs(RestCall& call) {
    return page(call, listed(call), in_product(call, kTestRuns));
}

Outcome search_automated_test_runs(RestCall& call) {
    Rows rows = in_product(call, kTestRuns);
    std::erase_if(rows,
                  [](const Artifact* row) { return row->number("TestRunTypeId") != kAutomated; });
    return search(call, kAutomatedTestRuns, kAutomatedTestRuns, rows);
}

Outcome search_test_runs(RestCall& call) {
    return search(call, kTestRuns, listed(call), in_product(call, kTestRuns));
}

Outcome search_runs_of_test_case(RestCall& call) {
    if (!call.switches.runs_of_test_case) {
        return trouble(TroubleKind::no_endpoint, "Endpoint not found.");
    }
    Rows rows = in_product(call, kTestRuns);
    std::erase_if(
        rows, [&](const Artifact* row) { return row->number("TestCaseId") != call.artifact->id; });
    return search(call, kTestRuns, listed(call), rows);
}

Outcome count_test_runs(RestCall& call) {
    return Json(in_product(call, kTestRuns).size());
}

}  // namespace octospira::simulators::spira
