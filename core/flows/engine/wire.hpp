#pragma once

#include <string>
#include <string_view>

#include "core/base/phrase.hpp"
#include "core/flows/engine/page_event.hpp"
#include "core/flows/engine/step.hpp"

namespace octospira::flows {

/// The version of the boundary this engine speaks, see docs/engine-boundary.md.
inline constexpr int kWireVersion = 3;

/// Where a conversation's calls go, and the language of its messages.
struct Context {
    std::string octoperf = {};  ///< a token where the page cannot see the setting
    std::string recorder = {};
    Language language = Language::english;
};
[[nodiscard]] Context context_of(const PageEvent& event);

/// An event or a reply of this version. Errors: invalid_input for a garbled one, protocol for
/// another version.
[[nodiscard]] Result<Json> read_message(std::string_view text);

/// A command as JSON.
[[nodiscard]] Json command_to_json(const Command& command, const Context& context);

/// A reply; one that cannot be read is an Ack, which stands for no answer.
[[nodiscard]] Reply read_reply(const Json& tree);

}  // namespace octospira::flows
