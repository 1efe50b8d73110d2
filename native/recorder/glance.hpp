#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/octoperf/notification.hpp"

namespace octospira::recorder {

/// What has to be known of a notification to keep it.
struct Glance {
    octoperf::Notification notification;  ///< event, type, bench_result and end state only
    std::string body;                     ///< as it came, without the account's e-mail
};

/// Reads a notification of the usual form in one pass that builds nothing, in a fifth of the time
/// of octoperf::parse_notification: whoever is in a hurry looks here first. Empty for whatever is
/// unusual, good or bad: no valid JSON, escapes or more than ASCII anywhere that matters, an event
/// or an id of another form, a member that comes twice. What is not empty says what
/// parse_notification would say.
[[nodiscard]] std::optional<Glance> glance(std::string_view body);

}  // namespace octospira::recorder
