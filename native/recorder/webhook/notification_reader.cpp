#include "native/recorder/webhook/notification_reader.hpp"

#include <utility>

#include "native/recorder/webhook/repair.hpp"

namespace octospira::recorder {

Result<ReadNotification> read_notification(std::string_view body, std::string_view content_type) {
    const bool quickly = is_read_quickly(body);
    auto read = quickly ? octoperf::parse_notification(body)
                        : Result<octoperf::Notification>(tl::unexpected(too_large()));
    if (read) return ReadNotification{std::move(*read), {}};
    auto repaired = repair_json(body, content_type);
    if (!repaired || (quickly && repaired->corrections.empty()))
        return tl::unexpected(read.error());
    read = octoperf::parse_notification(to_text(repaired->value));
    if (!read) return tl::unexpected(read.error());
    return ReadNotification{std::move(*read), std::move(repaired->corrections)};
}

}  // namespace octospira::recorder
