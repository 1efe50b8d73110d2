#pragma once

#include <string_view>

namespace octospira::cli {

/// Reports this process's state to the service manager, e.g. "READY=1" (sd_notify(3), of which
/// these are the few lines that need no library). Nothing happens where NOTIFY_SOCKET names no
/// socket, and errors are ignored.
void tell_service_manager(std::string_view state);

}  // namespace octospira::cli
