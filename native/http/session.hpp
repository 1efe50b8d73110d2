#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "native/http/connection.hpp"
#include "native/http/request_head.hpp"

namespace octospira::http {

/// One connection: head → admission → body → handler → answer, repeatedly. `Stream` is the
/// socket itself, or TLS over it.
template <class Stream>
class Session : public Connection {
  public:
    /// `more`: the stream's constructor arguments besides the socket.
    template <class... More>
    Session(Shared& shared, const IpAddress& address, Socket&& socket, More&... more)
        : Connection(shared, address),
          stream_(std::move(socket), more...),
          buffer_(shared.options.header_limit + kReadStep),
          from_proxy_(shared.options.trusted_proxies.contain(address)) {}
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() override;

    /// Serves it to its end, or refuses it if there are too many. `self` keeps it alive.
    static void start(const std::shared_ptr<Session>& self, bool room);

    void close_if_idle() override;
    void cut() override;
    void abandon() override;

  private:
    static constexpr bool kPlain = std::is_same_v<Stream, Socket>;
    static constexpr std::size_t kReadStep = std::size_t{16} << 10;
    using ErrorCode = boost::system::error_code;
    using Await = boost::asio::use_awaitable_t<Executor>;
    template <class T>
    using Awaitable = boost::asio::awaitable<T, Executor>;
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    /// Wakes the session when its answer is ready.
    using Resume = typename boost::asio::async_result<Await, void()>::handler_type;

    /// What comes after a step: the next one, the answer in response_, or nothing at all.
    enum class Step { go_on, answer, gone };
    class Pending;

    Socket& socket();
    Awaitable<void> run(std::shared_ptr<Session> self, bool room);
    Awaitable<bool> open();
    Awaitable<bool> exchange();
    Awaitable<Step> read_head();
    [[nodiscard]] Step parse_head();
    [[nodiscard]] Step admit();
    [[nodiscard]] bool body_is_there();
    Awaitable<Step> read_body();
    [[nodiscard]] Step judge_body(ErrorCode error);
    Awaitable<Step> handle();
    Awaitable<bool> send();
    template <class Body>
    Awaitable<bool> write(ServerResponse response, std::size_t length);
    Awaitable<void> finish();

    void begin_request();
    void view_head();
    void take(ServerResponse response);
    void dropped();
    void resume();
    [[nodiscard]] Step refuse(int status, std::string_view sentence, Fields headers = {});
    void close();

    Stream stream_;
    boost::beast::flat_buffer buffer_;
    const bool from_proxy_;

    // Of the request at hand.
    HeadFinder head_;
    std::optional<Parser> parser_;
    std::vector<HeaderView> headers_;  ///< in the parser; without trailers
    std::string path_;                 ///< decoded, where it had to be
    std::string vouched_for_;          ///< the address that a trusted proxy gave, if one did
    RequestView view_;
    bool keep_alive_ = true;
    bool old_version_ = false;  ///< HTTP/1.0
    bool head_only_ = false;
    ServerResponse response_;

    bool idle_ = false;     ///< waits for a request's first byte
    bool reading_ = false;  ///< some of a request has come, and not all
    bool late_ = false;     ///< it did not come in time
    bool answered_ = false;
    Pending* pending_ = nullptr;  ///< the answer that is waited for
    std::optional<Resume> resume_;
};

}  // namespace octospira::http
