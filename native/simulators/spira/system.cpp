// Health and identity (REST §12), products (§7), test sets, and what goes for every kind.
#include "core/base/text.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

/// With the key where the caller is a system administrator.
Json user_for(const RestCall& call, const User& user) {
    Json shown = remote_user(user);
    if (call.user.administrator) shown["RssToken"] = user.api_key;
    return shown;
}

}  // namespace

Outcome get_artifact(RestCall& call) {
    return shown(call, *call.kind, *call.artifact);
}

Outcome delete_artifact(RestCall& call) {
    (call.store.*call.kind->table).erase(call.artifact->id);
    return std::nullopt;
}

Outcome get_product_version(RestCall& call) {
    return Json{{"Version", call.switches.version}, {"Patch", nullptr}};
}

Outcome get_product_name(RestCall& call) {
    return Json(call.store.product_name);
}

Outcome get_server_time(RestCall& call) {
    return Json(shown_date(call.switches, format_utc(call.store.now())));
}

Outcome get_web_server_url(RestCall& call) {
    return Json(call.store.web_server_url);
}

Outcome get_own_user(RestCall& call) {
    return user_for(call, call.user);
}

Outcome get_user_by_name(RestCall& call) {
    const User* found = call.store.user(call.variables[0]);
    const bool inactive =
        equals_ignoring_case(query(call, "include_inactive").value_or("false"), "true");
    if (found == nullptr || (!found->active && !inactive)) return unable_to_locate();
    return user_for(call, *found);
}

Outcome list_projects(RestCall& call) {
    Json all = Json::array();
    for (const auto& [id, product] : call.store.products) {
        if (product.active && call.store.member(call.user, id)) {
            all.push_back(remote_project(product));
        }
    }
    return all;
}

Outcome get_project(RestCall& call) {
    return remote_project(*call.product);
}

Outcome list_project_users(RestCall& call) {
    Json all = Json::array();
    for (const auto& [user_id, role_id] : call.product->members) {
        const User* user = call.store.user(user_id);
        if (user != nullptr) all.push_back(remote_user(*user));
    }
    return all;
}

Outcome list_test_set_test_cases(RestCall& call) {
    Json all = Json::array();
    for (const Artifact* place : places_in(call.store, *call.artifact)) {
        all.push_back(shown(call, kTestSetTestCases, *place));
    }
    return all;
}

/// The test cases themselves, in their order in the set.
Outcome list_test_cases_of_test_set(RestCall& call) {
    Json all = Json::array();
    for (const Artifact* place : places_in(call.store, *call.artifact)) {
        const int id = place->number("TestCaseId").value_or(0);
        const Artifact* row = in_product(call, kTestCases, id);
        if (row != nullptr) all.push_back(shown(call, kTestCases, *row));
    }
    return all;
}

}  // namespace octospira::simulators::spira
