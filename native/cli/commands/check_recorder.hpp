#pragma once

#include "native/cli/commands/checks.hpp"
#include "native/host/http_host.hpp"
#include "native/http/client.hpp"

namespace octospira::cli {

/// Calls a recorder the way OctoPerf and the page do, and checks that it answers, is ready, accepts
/// only the right secret, and that its webhook path is reachable from here. Leaves nothing in its
/// journal. Source: docs/operator-guide.md, addresses.
void check_recorder(const host::RecorderAccess& recorder, const http::ClientOptions& client,
                    Checks& checks);

}  // namespace octospira::cli
