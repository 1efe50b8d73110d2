#pragma once

#include <string_view>

#include "native/http/message.hpp"
#include "native/simulators/octoperf/world.hpp"

namespace octospira::simulators::octoperf {

/// /_page/…: the data behind the simulator's own pages, without credentials and without secrets.
[[nodiscard]] http::ServerResponse page_data(World& world, const http::ServerRequest& request);

/// True for the addresses of pages: /, /ui/…, /app/ and their assets.
[[nodiscard]] bool is_page(std::string_view path);
[[nodiscard]] http::ServerResponse page(std::string_view path);

}  // namespace octospira::simulators::octoperf
