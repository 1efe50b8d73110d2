#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.hpp"
#include "native/http/message.hpp"
#include "native/http/networks.hpp"

namespace octospira::http {

/// PEM files. The certificate's own comes first, then those that signed it.
struct TlsFiles {
    std::string certificate;
    std::string key;  ///< without a passphrase
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: any free one, see Server::port()
    std::size_t header_limit = std::size_t{16} << 10;
    /// Counted while reading; more is answered with 413.
    std::size_t body_limit = std::size_t{1} << 20;

    // Time is given for the whole of each, however steadily the bytes drip.
    /// Before a request's first byte: longer than the 60 s for which balancers keep a connection.
    std::chrono::milliseconds idle_timeout{75'000};
    std::chrono::milliseconds header_timeout{10'000};  ///< TLS handshake; a request's head
    std::chrono::milliseconds body_timeout{30'000};    ///< a request's body
    std::chrono::milliseconds answer_timeout{30'000};  ///< until the client has taken the answer

    std::size_t max_connections = 1024;  ///< one more is answered with 503
    /// Of one client (client_of), where it is neither this machine nor a trusted proxy; 0: all.
    std::size_t max_connections_per_peer = 0;
    /// Networks whose X-Forwarded-For is trusted.
    Networks trusted_proxies = {};
    std::optional<TlsFiles> tls = std::nullopt;  ///< empty: plain HTTP

    /// Sees the head of each request before its body is read; an answer ends it there.
    std::function<std::optional<ServerResponse>(const RequestView& head)> admit = {};
    /// Receives what the server refused itself: 400, 408, 413, 414, 417, 431, 501, 503 (also when a
    /// handler threw), 505, or 0 for a TLS handshake that failed.
    std::function<void(int status, std::string_view peer, std::string_view reason)> on_refused = {};
};

/// An HTTP/1.1 server on one thread: the handler and the hooks run on it, and so must every
/// Respond. An exception in one of them is answered with 503 and has no other effect.
class Server {
  public:
    virtual ~Server() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;

    /// Serves until stop(). Running requests are answered first, for at most `grace`. An exception
    /// of a posted task is reported to on_refused, and the server continues.
    virtual void run() = 0;

    /// From any thread, and from a signal handler's thread: stop accepting, then return from run().
    virtual void stop(std::chrono::milliseconds grace = std::chrono::seconds(5)) = 0;

    /// Reads certificate and key again, for connections to come; from any thread.
    /// Errors: those of create_server's TLS files; then those read before stay in use.
    [[nodiscard]] virtual Result<void> reload_tls() = 0;

    /// Runs `task` on the server's thread, after what is already waiting there.
    virtual void post(std::function<void()> task) = 0;

    /// Runs `task` on the server's thread after `delay`, unless the server stops first.
    virtual void after(std::chrono::milliseconds delay, std::function<void()> task) = 0;
};

/// Listens at once, so that the port is known and taken; errors: invalid_input (address, TLS
/// files), unavailable (port taken or not allowed).
[[nodiscard]] Result<std::unique_ptr<Server>> create_server(const ServerOptions& options,
                                                            Handler handler);
/// The same for a handler that keeps nothing of its requests, and so needs no copy of them.
[[nodiscard]] Result<std::unique_ptr<Server>> create_server(const ServerOptions& options,
                                                            ViewHandler handler);

}  // namespace octospira::http
