#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/result.hpp"
#include "native/http/message.hpp"

namespace octospira::http {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: any free one, see Server::port()
    std::size_t header_limit = 16 * 1024;
    std::size_t body_limit = 1024 * 1024;   ///< counted, not believed; more is answered with 413
    std::chrono::seconds idle_timeout{30};  ///< to send a whole request, and between two
    std::size_t max_connections = 1024;     ///< one more is answered with 503
};

/// An HTTP/1.1 server on one thread: the handler runs on it, and so must every Respond.
class Server {
  public:
    virtual ~Server() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;

    /// Serves until stop(). Requests in hand are answered first, for at most `grace`.
    virtual void run() = 0;

    /// From any thread, and from a signal handler's thread: stop accepting, then return from run().
    virtual void stop(std::chrono::milliseconds grace = std::chrono::seconds(5)) = 0;

    /// Runs `task` on the server's thread, after what is already waiting there.
    virtual void post(std::function<void()> task) = 0;

    /// Runs `task` on the server's thread after `delay`, unless the server stops first.
    virtual void after(std::chrono::milliseconds delay, std::function<void()> task) = 0;
};

/// Listens at once, so that the port is known and taken; errors: invalid_input (address),
/// unavailable (port taken or not allowed).
[[nodiscard]] Result<std::unique_ptr<Server>> create_server(const ServerOptions& options,
                                                            Handler handler);

}  // namespace octospira::http
