#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/flows/launch.hpp"
#include "core/flows/step.hpp"

namespace octospira::flows {

/// The version of the boundary this engine speaks, see docs/engine-boundary.md.
inline constexpr int kWireVersion = 1;

/// Names of the SpiraApp's settings, as in the manifest.
inline constexpr std::string_view kOctoPerfUrlSetting = "octoperfUrl";
inline constexpr std::string_view kOctoPerfCloudUrlSetting = "octoperfCloudUrl";
inline constexpr std::string_view kApiKeySetting = "octoperfApiKey";
inline constexpr std::string_view kRecorderUrlSetting = "recorderUrl";
inline constexpr std::string_view kRecorderSecretSetting = "recorderSecret";

/// Where a conversation's calls go; a token where the page cannot see the setting.
struct Addresses {
    std::string octoperf;
    std::string recorder;
};

/// An opened event, ready to run.
struct OpenedEvent {
    LaunchRequest launch;
    Addresses addresses;
};

/// Errors: invalid_input for a garbled event or setting, protocol for another version.
[[nodiscard]] Result<OpenedEvent> read_event(std::string_view text);

/// A command as JSON.
[[nodiscard]] Json command_to_json(const Command& command, const Addresses& addresses);

struct ReadReply {
    std::uint32_t flow = 0;
    Json tree;
};
/// The envelope of a reply; its meaning depends on the command it answers.
[[nodiscard]] Result<ReadReply> read_envelope(std::string_view text);
[[nodiscard]] Reply read_reply(const Json& tree, const Command& answers);

}  // namespace octospira::flows
