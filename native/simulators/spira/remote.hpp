#pragma once

#include <string>

#include "core/base/json.hpp"
#include "native/simulators/spira/kinds.hpp"

namespace octospira::simulators::spira {

// The store's data as REST shows them.

/// Every documented member: what is computed, else what is stored, else null.
[[nodiscard]] Json remote(const ArtifactKind& kind, const Store& store, const Switches& switches,
                          const Artifact& shown);
[[nodiscard]] Json remote_project(const Product& product);
/// Without RssToken: that is for system administrators only.
[[nodiscard]] Json remote_user(const User& user);
[[nodiscard]] Json remote_property(const Property& property);

/// The value as that property shows it: rich text in a paragraph.
[[nodiscard]] Json shown_value(const Switches& switches, const Property& property,
                               const Json& value);
/// "StringValue", "IntegerValue", … of a custom property type; "" for one that has none.
[[nodiscard]] std::string value_member(int property_type);
/// A date of the store in the form the switches want.
[[nodiscard]] std::string shown_date(const Switches& switches, std::string text);
[[nodiscard]] std::string shown_concurrency(const Switches& switches, const Artifact& artifact);

}  // namespace octospira::simulators::spira
