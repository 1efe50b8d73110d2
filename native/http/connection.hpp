#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <string>
#include <string_view>

#include "native/http/server.hpp"

namespace octospira::http {

// The concrete executor: type-erased ones cost a tenth of a small request.
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using TlsStream = boost::asio::ssl::stream<Socket>;
using Clock = std::chrono::steady_clock;

class Connection;

/// The parts of the server that a connection uses.
struct Shared {
    ServerOptions options;
    ViewHandler handler;
    bool stopping = false;
    /// The time, read once per round of the sweep: exact enough for deadlines, and free.
    Clock::time_point now = Clock::now();
    Clock::duration sweep_interval{};
    std::function<void(Connection*)> gone;
    std::string date;                    ///< the time for the Date header, as exact as `now`
    boost::asio::io_context context{1};  ///< last: the connections that end with it use the rest

    void refused(int status, std::string_view peer, std::string_view reason) const {
        if (options.on_refused) options.on_refused(status, peer, reason);
    }
    /// Reports an exception of a handler, or a lack of memory; the server continues.
    void failed(std::string_view peer, const std::exception_ptr& thrown) const noexcept;
};

/// One connection as its server sees it.
class Connection {
  public:
    Connection(Shared& shared, const IpAddress& address)
        : shared_(shared), address_(address), peer_(address.text()) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() { shared_.gone(this); }

    /// Ends an idle connection; a busy one ends after its answer.
    virtual void close_if_idle() = 0;
    /// Ends it, because it took too long.
    virtual void cut() = 0;
    /// The server is destroyed: forgets the answer that it waits for.
    virtual void abandon() = 0;

    [[nodiscard]] bool late() const { return deadline_ <= shared_.now; }
    [[nodiscard]] const IpAddress& address() const { return address_; }

  protected:
    /// From now on it has this long; at most one sweep longer.
    void give(std::chrono::milliseconds time) {
        deadline_ = shared_.now + time + shared_.sweep_interval;
    }
    void give_forever() { deadline_ = Clock::time_point::max(); }

    Shared& shared_;

  private:
    const IpAddress address_;

  protected:
    const std::string peer_;

  private:
    Clock::time_point deadline_ = Clock::time_point::max();
};

}  // namespace octospira::http
