#pragma once

#include <string_view>

namespace octospira::cli {

/// Tells the service manager how this process stands, e.g. "READY=1" (sd_notify(3), of which these
/// are the few lines that need no library). Nothing happens where NOTIFY_SOCKET names no socket,
/// and nothing can be done where it cannot be told.
void tell_service_manager(std::string_view state);

}  // namespace octospira::cli
