#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>

#include "native/http/server.hpp"

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

  private:
    int socket_;
};

/// A server on a thread of its own; it answers with the request's method, path and body length.
class Echo {
  public:
    explicit Echo(ServerOptions options = {});
    Echo(const Echo&) = delete;
    Echo& operator=(const Echo&) = delete;
    ~Echo();
    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
    [[nodiscard]] Server& server() { return *server_; }

  private:
    std::unique_ptr<Server> server_;
    std::thread thread_;
};

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
