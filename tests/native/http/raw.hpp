#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "native/http/server.hpp"
#include "tests/native/support.hpp"

namespace octospira::http::test {

/// A bare TCP connection to 127.0.0.1, for what no proper client would send.
class Raw {
  public:
    explicit Raw(std::uint16_t port);
    Raw(const Raw&) = delete;
    Raw& operator=(const Raw&) = delete;
    ~Raw();

    void send(const std::string& bytes) const;
    /// What comes until `text` is in it; or until the other side closes, or ten seconds have gone.
    [[nodiscard]] std::string read_until(const std::string& text);
    [[nodiscard]] std::string read_to_end();
    /// Waits until there is something to read (an answer, or the end), at most this long.
    [[nodiscard]] bool answered_within(std::chrono::milliseconds time) const;
    /// Sends byte after byte with a pause between two, until all are sent or an answer is there.
    /// True when an answer came before the last byte.
    [[nodiscard]] bool drip(const std::string& bytes, std::chrono::milliseconds pause) const;

  private:
    int socket_;
};

/// A server on a thread of its own; by itself it answers with the request's method, path and body
/// length.
class Echo {
  public:
    explicit Echo(const ServerOptions& options = {});
    /// A handler of the test's own.
    Echo(const ServerOptions& options, ViewHandler handler);
    Echo(const Echo&) = delete;
    Echo& operator=(const Echo&) = delete;
    ~Echo();
    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
    [[nodiscard]] Server& server() const { return *server_; }
    [[nodiscard]] std::string https_url() const {
        return "https://127.0.0.1:" + std::to_string(port());
    }

  private:
    std::unique_ptr<Server> server_;
    std::thread thread_;
};

/// What a server refused by itself, as its hook is told.
class Refusals {
  public:
    /// Puts itself into the options.
    void listen_to(ServerOptions& options);
    [[nodiscard]] int count(int status) const;
    [[nodiscard]] std::string last_peer() const;
    [[nodiscard]] std::string last_reason() const;

  private:
    mutable std::mutex mutex_;
    std::map<int, int> counts_;
    std::string peer_;
    std::string reason_;
};

using octospira::test::soon;

/// The status of an answer as it came over the wire; 0 when there is none.
[[nodiscard]] int status_of(const std::string& answer);

/// The head of a POST to /a with a body of that length; `more`: further lines.
[[nodiscard]] std::string post(std::size_t length, const std::string& more = {});

/// Accepts one connection, sends `bytes` and closes.
class OneShot {
  public:
    explicit OneShot(std::string bytes);
    OneShot(const OneShot&) = delete;
    OneShot& operator=(const OneShot&) = delete;
    ~OneShot();
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  private:
    std::uint16_t port_ = 0;  // before socket_, whose making sets it
    int socket_;
    std::thread thread_;
};

/// A port on which nobody listens.
[[nodiscard]] std::uint16_t closed_port();

}  // namespace octospira::http::test
