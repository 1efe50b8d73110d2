#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "core/base/result.hpp"
#include "native/http/server.hpp"

namespace octospira::http {

/// A server's side of TLS 1.2 and 1.3. Errors: invalid_input, saying which of the files cannot be
/// used and why.
[[nodiscard]] Result<std::shared_ptr<boost::asio::ssl::context>> load_tls(const TlsFiles& files);

}  // namespace octospira::http
