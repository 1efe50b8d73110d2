#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/octoperf/notification.hpp"

namespace octospira::recorder {

struct ReadNotification {
    octoperf::Notification notification;
    std::vector<std::string> corrections;  ///< see repair_json(); empty: none was needed
};

/// Reads notifications, both when they arrive and when they are delivered:
/// octoperf::parse_notification, and where that fails, the same of what repair_json() makes of the
/// body. The result's `without_account` can always be read again, without corrections.
/// Errors: those of parse_notification.
[[nodiscard]] Result<ReadNotification> read_notification(std::string_view body,
                                                         std::string_view content_type = {});

}  // namespace octospira::recorder
