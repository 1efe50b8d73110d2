#pragma once

#include <span>
#include <string_view>

#include "core/base/json.hpp"
#include "native/simulators/spira/trouble.hpp"

namespace octospira::simulators::spira {

enum class Kind { integer, text, boolean, date, decimal, list, object };

/// One documented member of a Remote… object.
struct Member {
    std::string_view name;
    Kind kind;
    bool input = true;  ///< false: computed by Spira, ignored in a body
};

using Members = std::span<const Member>;

/// The documented members of `body`, in documented order: absent ones null, unknown and
/// differently spelt ones dropped (REST §0.4), dates in one form. Trouble: malformed, where a value
/// has another type, in Newtonsoft's words.
[[nodiscard]] Checked<Json> read_members(const Json& body, Members members);

/// The member of that name, or nullptr.
[[nodiscard]] const Member* member_named(Members members, std::string_view name);

// RemoteTestCase, RemoteAutomatedTestRun, …
[[nodiscard]] Members test_case_members();
[[nodiscard]] Members test_run_members();       ///< of RemoteAutomatedTestRun
[[nodiscard]] Members plain_test_run_members();  ///< of RemoteTestRun: no Runner*, no steps
[[nodiscard]] Members test_run_step_members();
[[nodiscard]] Members release_members();
[[nodiscard]] Members build_members();
[[nodiscard]] Members test_set_members();
[[nodiscard]] Members test_set_test_case_members();
[[nodiscard]] Members incident_members();
[[nodiscard]] Members document_members();
[[nodiscard]] Members comment_members();
[[nodiscard]] Members association_members();
[[nodiscard]] Members property_members();        ///< a custom property's definition
[[nodiscard]] Members property_value_members();  ///< an entry of CustomProperties
[[nodiscard]] Members filter_members();

}  // namespace octospira::simulators::spira
