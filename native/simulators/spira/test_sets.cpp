// Test sets and the test cases in them (Spira REST v7, test-sets).
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

Outcome get_test_set(RestCall& call) {
    const auto set = artifact_in(call, call.store.test_sets, artifact::kTestSet, Right::view);
    if (!set) return tl::unexpected(set.error());
    return remote_test_set(call.store, call.switches, **set);
}

Outcome list_test_set_test_cases(RestCall& call) {
    const auto set = artifact_in(call, call.store.test_sets, artifact::kTestSet, Right::view);
    if (!set) return tl::unexpected(set.error());
    Json all = Json::array();
    for (const Artifact* place : places_in(call.store, **set)) {
        all.push_back(remote_plain(call.switches, *place, test_set_test_case_members()));
    }
    return all;
}

/// The test cases themselves, in their order in the set.
Outcome list_test_cases_of_test_set(RestCall& call) {
    const auto set = artifact_in(call, call.store.test_sets, artifact::kTestSet, Right::view);
    if (!set) return tl::unexpected(set.error());
    Json all = Json::array();
    for (const Artifact* place : places_in(call.store, **set)) {
        const int id = place->number("TestCaseId").value_or(0);
        const Artifact* row = call.store.find(call.store.test_cases, (*set)->product_id, id);
        if (row != nullptr) all.push_back(remote_test_case(call.store, call.switches, *row));
    }
    return all;
}

}  // namespace octospira::simulators::spira
