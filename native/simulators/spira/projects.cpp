// Products (REST §7).
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

Outcome list_projects(RestCall& call) {
    Json all = Json::array();
    for (const auto& [id, product] : call.store.products) {
        if (product.active && call.store.member(call.user, id)) {
            all.push_back(remote_project(call.switches, product));
        }
    }
    return all;
}

Outcome get_project(RestCall& call) {
    const auto product = product_in(call);
    if (!product) return tl::unexpected(product.error());
    return remote_project(call.switches, **product);
}

Outcome list_project_users(RestCall& call) {
    const auto product = product_in(call);
    if (!product) return tl::unexpected(product.error());
    Json all = Json::array();
    for (const auto& [user_id, role_id] : (*product)->members) {
        const User* user = call.store.user(user_id);
        if (user != nullptr) all.push_back(remote_user(*user));
    }
    return all;
}

}  // namespace octospira::simulators::spira
