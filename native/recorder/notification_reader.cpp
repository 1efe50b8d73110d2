#include "native/recorder/notification_reader.hpp"

#include <utility>

#include "native/recorder/repair.hpp"

namespace octospira::recorder {

Result<ReadNotification> read_notification(std::string_view body, std::string_view content_type) {
    auto read = octoperf::parse_notification(body);
    if (read) return ReadNotification{std::move(*read), {}};
    auto repaired = repair_json(body, content_type);
    if (!repaired || repaired->corrections.empty()) return tl::unexpected(read.error());
    read = octoperf::parse_notification(to_text(repaired->value));
    if (!read) return tl::unexpected(read.error());
    return ReadNotification{std::move(*read), std::move(repaired->corrections)};
}

}  // namespace octospira::recorder
