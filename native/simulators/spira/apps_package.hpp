#pragma once

#include <string_view>

#include "core/base/json.hpp"
#include "core/base/result.hpp"

namespace octospira::simulators::spira {

/// Numbers of setting types (SpiraApp platform §2.2) that mean something to the server.
namespace setting_type {
inline constexpr int kRichText = 2;
inline constexpr int kCustomProperty = 3;
inline constexpr int kInteger = 4;
inline constexpr int kArtifactStatus = 5;
inline constexpr int kBoolean = 10;
inline constexpr int kArtifactType = 11;
inline constexpr int kFixedUrl = 13;
inline constexpr int kConfigurableUrl = 14;
}  // namespace setting_type

/// Reads a `.spiraapp`: base64 of one JSON object (SpiraApp platform §2). Every key, type and limit
/// of §2.1 is checked, those that only the documentation names included; unknown keys are refused.
/// The answer is the manifest with `code`, `css` and `template` decoded.
/// Errors: invalid_input with the place, e.g. "menus[0].entries[1].name is too long". They are for
/// developers: the page of a real Spira says only that it did not work.
/// @param url_settings setting types 13 and 14 exist (Spira 9.3 and later)
[[nodiscard]] Result<Json> read_package(std::string_view text, bool url_settings);

/// Why a URL cannot stand in a URL setting: it needs a domain name, neither an IP address nor
/// localhost, and at most 8192 characters (§5.3, since 9.3). Empty: it can.
[[nodiscard]] std::string_view url_setting_fault(std::string_view url);

}  // namespace octospira::simulators::spira
