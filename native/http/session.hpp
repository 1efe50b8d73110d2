#pragma once

#include <boost/asio/buffer.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "native/http/connection.hpp"
#include "native/http/request_reader.hpp"
#include "native/http/response_writer.hpp"

namespace octospira::http {

/// One connection: head → admission → body → handler → answer, again and again. `Stream` is the
/// socket itself, or TLS over it; plain HTTP does not pay for the other.
template <class Stream>
class Session : public Connection,
                public Exchange,
                public std::enable_shared_from_this<Session<Stream>> {
  public:
    /// `more`: what the stream wants besides its socket.
    template <class... More>
    Session(Shared& shared, const IpAddress& address, Socket&& socket, More&... more)
        : Connection(shared, address),
          stream_(std::move(socket), more...),
          reader_({shared.options.header_limit, shared.options.body_limit}),
          from_proxy_(shared.options.trusted_proxies.contain(address)) {}

    /// Serves it; or where there is no room for it, only says so.
    void start(bool room);

    void close_if_idle() override;
    void cut() override;
    void answer(ServerResponse response) override;
    void answer(int status, std::string_view json) override;

  private:
    static constexpr bool kPlain = std::is_same_v<Stream, Socket>;
    using ErrorCode = boost::system::error_code;
    enum class State { starting, reading, handling, answering, closing };

    Socket& socket();
    void begin();
    void go_on();
    void read_more();
    void on_read(ErrorCode error, std::size_t bytes);
    void on_head();
    void on_whole();
    [[nodiscard]] RequestView view();
    void say_continue();
    void refuse(int status, std::string_view sentence, Fields headers = {});
    void send();
    void on_sent();
    void finish();
    void drain();
    void close();

    Stream stream_;
    RequestReader reader_;
    const bool from_proxy_;
    State state_ = State::starting;
    bool room_ = true;
    bool looping_ = false;  ///< go_on() runs already, further down the stack
    bool timed_ = false;    ///< the time for the head is running
    bool keep_alive_ = true;
    bool head_only_ = false;
    std::string out_;          ///< the answer's head, and its body where that is small
    std::string large_body_;   ///< what is too large to be copied behind it
    std::string vouched_for_;  ///< the address that a trusted proxy gave, if one did
    std::size_t drained_ = 0;
};

}  // namespace octospira::http
