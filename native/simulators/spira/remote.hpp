#pragma once

#include <string>

#include "core/base/json.hpp"
#include "native/simulators/spira/members.hpp"
#include "native/simulators/spira/store.hpp"
#include "native/simulators/spira/switches.hpp"

namespace octospira::simulators::spira {

// The store's data as REST shows them.

[[nodiscard]] Json remote_test_case(const Store& store, const Switches& switches,
                                    const Artifact& test_case);
[[nodiscard]] Json remote_test_run(const Store& store, const Switches& switches,
                                   const Artifact& test_run);
/// In a list of runs of every kind: RemoteTestRun, or all members (a switch).
[[nodiscard]] Json listed_test_run(const Store& store, const Switches& switches,
                                   const Artifact& test_run);
[[nodiscard]] Json remote_release(const Store& store, const Switches& switches,
                                  const Artifact& release);
[[nodiscard]] Json remote_build(const Store& store, const Switches& switches,
                                const Artifact& build);
[[nodiscard]] Json remote_test_set(const Store& store, const Switches& switches,
                                   const Artifact& test_set);
[[nodiscard]] Json remote_incident(const Store& store, const Switches& switches,
                                   const Artifact& incident);
[[nodiscard]] Json remote_comment(const Store& store, const Switches& switches,
                                  const Artifact& comment);
/// Documents, associations, places in test sets: just their members.
[[nodiscard]] Json remote_plain(const Switches& switches, const Artifact& shown, Members members);

[[nodiscard]] Json remote_project(const Switches& switches, const Product& product);
/// Without RssToken: that is for system administrators only.
[[nodiscard]] Json remote_user(const User& user);
[[nodiscard]] Json remote_property(const Property& property);

/// CustomProperties of the artifact, one entry per definition of its template (REST §5.2).
[[nodiscard]] Json custom_properties(const Store& store, const Switches& switches,
                                     const Artifact& artifact);
/// The value as that property shows it: rich text in a paragraph.
[[nodiscard]] Json shown_value(const Switches& switches, const Property& property,
                               const Json& value);
/// "StringValue", "IntegerValue", … of a custom property type; "" for one that has none.
[[nodiscard]] std::string value_member(int property_type);
/// A date of the store in the form the switches want.
[[nodiscard]] std::string shown_date(const Switches& switches, std::string text);
[[nodiscard]] std::string shown_concurrency(const Switches& switches, const Artifact& artifact);

}  // namespace octospira::simulators::spira
