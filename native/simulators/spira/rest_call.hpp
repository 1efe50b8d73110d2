#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"
#include "native/http/message.hpp"
#include "native/simulators/spira/members.hpp"
#include "native/simulators/spira/remote.hpp"
#include "native/simulators/spira/store.hpp"
#include "native/simulators/spira/switches.hpp"
#include "native/simulators/spira/trouble.hpp"

namespace octospira::simulators::spira {

/// One call while it is being answered.
struct RestCall {
    Store& store;
    const Switches& switches;
    const User& user;
    const http::ServerRequest& request;
    std::vector<std::string> variables;  ///< what stood for the {…} of the route, in order
};

/// A handler's answer: JSON, or nothing at all (PUT, DELETE).
using Outcome = Checked<std::optional<Json>>;
using RestHandler = Outcome (*)(RestCall&);

/// The number in the route's variable of that index. Trouble: no_endpoint, as WCF cannot convert
/// it.
[[nodiscard]] Checked<int> id_in(const RestCall& call, std::size_t index);

/// The product of the route's first variable, when the user may do that to that type of artifact
/// there. Trouble: not_found, forbidden.
[[nodiscard]] Checked<const Product*> product_in(const RestCall& call, int artifact_type,
                                                 Right right);
/// The product, when the user is a member.
[[nodiscard]] Checked<const Product*> product_in(const RestCall& call);

/// The artifact of the route's second variable in the product of the first, as above.
[[nodiscard]] Checked<Artifact*> artifact_in(RestCall& call, Table& table, int artifact_type,
                                             Right right);

/// A query parameter; absent, empty and the literal "null" are nothing. Names ignore case, as WCF.
[[nodiscard]] std::optional<std::string> query(const RestCall& call, std::string_view name);
[[nodiscard]] Checked<std::optional<int>> query_number(const RestCall& call, std::string_view name);

/// The body as one object's documented members. `type` is its name in a fault's text.
[[nodiscard]] Checked<Json> body_object(const RestCall& call, Members members,
                                        std::string_view type);
/// The body as an array, its elements unread.
[[nodiscard]] Checked<Json> body_array(const RestCall& call, std::string_view type);
/// The body as a JSON value of any kind.
[[nodiscard]] Checked<Json> body_json(const RestCall& call);

/// The number, or 0 when null.
[[nodiscard]] int number_of_member(const Json& read, std::string_view name);

/// Custom values of a body for an artifact of that type: property number → value, only for entries
/// that carry PropertyNumber and whose definition is not of another property (REST §5.2: what is
/// flattened is dropped in silence, counted in `dropped`).
struct CustomValues {
    std::map<int, Json> values;
    int dropped = 0;
};
[[nodiscard]] Checked<CustomValues> custom_values(const RestCall& call, const Json& body,
                                                  int template_id, int artifact_type);
/// Required values and maximum lengths. Trouble: validation naming the property.
[[nodiscard]] Checked<void> check_custom(const RestCall& call, int template_id, int artifact_type,
                                         const std::map<int, Json>& custom);

}  // namespace octospira::simulators::spira
