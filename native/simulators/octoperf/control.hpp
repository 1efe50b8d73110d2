#pragma once

#include "native/http/message.hpp"
#include "native/simulators/octoperf/world.hpp"

namespace octospira::simulators::octoperf {

/// /_simulator/…: what tests use to order faults, set switches and look inside. Never shows a key.
[[nodiscard]] http::ServerResponse control(World& world, const http::ServerRequest& request);

}  // namespace octospira::simulators::octoperf
