// Health and identity (REST §12).
#include "core/base/text.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

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
    Json user = remote_user(call.user);
    if (call.user.administrator) user["RssToken"] = call.user.api_key;
    return user;
}

Outcome get_user_by_name(RestCall& call) {
    const User* found = call.store.user(call.variables[0]);
    const bool inactive =
        equals_ignoring_case(query(call, "include_inactive").value_or("false"), "true");
    if (found == nullptr || (!found->active && !inactive)) return unable_to_locate();
    Json user = remote_user(*found);
    if (call.user.administrator) user["RssToken"] = found->api_key;
    return user;
}

}  // namespace octospira::simulators::spira
