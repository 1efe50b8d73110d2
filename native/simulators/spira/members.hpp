#pragma once

#include <optional>
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

/// The whole text as a number.
[[nodiscard]] std::optional<int> number_in(std::string_view text);

/// The documented members of `body`, in documented order: absent ones null, unknown and
/// differently spelt ones dropped (REST §0.4), dates in one form. Trouble: malformed, where a value
/// has another type, in Newtonsoft's words.
[[nodiscard]] Checked<Json> read_members(const Json& body, Members members);

/// What of the members read a client may set.
[[nodiscard]] Json input_of(const Json& read, Members members);

/// The member of that name, or nullptr.
[[nodiscard]] const Member* member_named(Members members, std::string_view name);

}  // namespace octospira::simulators::spira
