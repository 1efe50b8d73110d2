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

/// What a route is about, and what its caller must be allowed to do with it.
struct Scope {
    enum class Of { anything, product, artifact };  ///< the route's first variable, and its second
    Of of = Of::anything;
    const ArtifactKind* kind = nullptr;  ///< nullptr: any member of the product may call
    Right right = Right::view;
};

/// One call while it is being answered.
struct RestCall {
    Store& store;
    const Switches& switches;
    const User& user;
    const http::ServerRequest& request;
    std::vector<std::string> variables = {};  ///< what stood for the {…} of the route, in order
    // By the route's scope:
    const ArtifactKind* kind = nullptr;
    const Product* product = nullptr;
    Artifact* artifact = nullptr;
};

/// A handler's answer: JSON, or nothing at all (PUT, DELETE).
using Outcome = Checked<std::optional<Json>>;
using RestHandler = Outcome (*)(RestCall&);

/// Finds what the scope says. Trouble: no_endpoint, as WCF cannot convert an id; not_found,
/// forbidden.
[[nodiscard]] Checked<void> enter(RestCall& call, const Scope& scope);

/// The number in the route's variable of that index. Trouble: no_endpoint.
[[nodiscard]] Checked<int> id_in(const RestCall& call, std::size_t index);

/// The artifact of the call's product, or nullptr.
[[nodiscard]] Artifact* in_product(const RestCall& call, const ArtifactKind& kind, int id);
[[nodiscard]] bool exists(const RestCall& call, int artifact_type, int id);

[[nodiscard]] Json shown(const RestCall& call, const ArtifactKind& kind, const Artifact& artifact);

/// A query parameter; absent, empty and the literal "null" are nothing. Names ignore case, as WCF.
[[nodiscard]] std::optional<std::string> query(const RestCall& call, std::string_view name);
[[nodiscard]] Checked<std::optional<int>> query_number(const RestCall& call, std::string_view name);

/// The body as one object's documented members. `type` is its name in a fault's text.
[[nodiscard]] Checked<Json> body_object(const RestCall& call, Members members,
                                        std::string_view type);
[[nodiscard]] Checked<Json> body_object(const RestCall& call, const ArtifactKind& kind);
/// The body as an array, its elements unread.
[[nodiscard]] Checked<Json> body_array(const RestCall& call, std::string_view type);
/// The number, or 0 when null.
[[nodiscard]] int number_of_member(const Json& read, std::string_view name);

/// Custom values of a body for an artifact of the call's product: property number → value, only
/// for entries that carry PropertyNumber and whose definition is not of another property (REST
/// §5.2: what is flattened is dropped in silence, counted in `dropped`).
struct CustomValues {
    std::map<int, Json> values;
    int dropped = 0;
};
[[nodiscard]] Checked<CustomValues> custom_values(const RestCall& call, const Json& body,
                                                  int artifact_type);
/// Required values and maximum lengths. Trouble: validation naming the property.
[[nodiscard]] Checked<void> check_custom(const RestCall& call, int artifact_type,
                                         const std::map<int, Json>& custom);

}  // namespace octospira::simulators::spira
