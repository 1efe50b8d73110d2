#include "native/http/server.hpp"

#include <algorithm>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdio>
#include <ctime>
#include <exception>
#include <functional>
#include <set>
#include <utility>

#include "native/http/connection.hpp"
#include "native/http/connection_counts.hpp"
#include "native/http/session.hpp"
#include "native/http/tls.hpp"

namespace octospira::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using TlsContext = std::shared_ptr<asio::ssl::context>;

/// Beyond the limit, so many more are still told why; the others are closed without a word.
constexpr std::size_t kToldConnections = 64;

IpAddress to_ip(const asio::ip::address& address) {
    if (address.is_v4()) return IpAddress::v4(address.to_v4().to_uint());
    return {address.to_v6().to_bytes()};
}

std::string what(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& exception) {
        return exception.what();
    } catch (...) {
        return "an unknown exception";
    }
}

/// How often deadlines are looked at: a tenth of the shortest, but no more than it must be.
Clock::duration sweep_interval(const ServerOptions& options) {
    const auto shortest = std::min(std::min(options.idle_timeout, options.header_timeout),
                                   std::min(options.body_timeout, options.answer_timeout));
    return std::clamp<std::chrono::milliseconds>(shortest / 10, std::chrono::milliseconds(10),
                                                 std::chrono::milliseconds(500));
}

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 §5.6.7), in whatever locale.
std::string http_date(std::time_t time) {
    static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    char text[64];
    const int size = std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                   kDays[parts.tm_wday], parts.tm_mday, kMonths[parts.tm_mon],
                                   parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    return {text, static_cast<std::size_t>(size)};
}

class AsioServer : public Server {
  public:
    AsioServer(const ServerOptions& options, ViewHandler handler)
        : counts_(options.max_connections_per_peer, options.trusted_proxies) {
        shared_.options = options;
        shared_.handler = std::move(handler);
        shared_.sweep_interval = sweep_interval(options);
        shared_.gone = [this](Connection* connection) { forget(connection); };
    }

    AsioServer(const AsioServer&) = delete;
    AsioServer& operator=(const AsioServer&) = delete;
    ~AsioServer() override {
        shared_.stopping = false;  // connections that end now stop nothing
        for (Connection* connection : std::set<Connection*>(connections_)) connection->abandon();
    }

    Result<void> listen() {
        if (shared_.options.tls) {
            auto loaded = load_tls(*shared_.options.tls);
            if (!loaded) return tl::unexpected(loaded.error());
            tls_ = std::move(*loaded);
        }
        error_code error;
        const auto address = asio::ip::make_address(shared_.options.address, error);
        if (error) {
            return failure(ErrorKind::invalid_input,
                           "\"" + shared_.options.address + "\" is not an IP address.",
                           "Give the address to listen on as numbers, e.g. 127.0.0.1 or 0.0.0.0.");
        }
        const tcp::endpoint endpoint(address, shared_.options.port);
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error) {
            return failure(ErrorKind::unavailable,
                           "Cannot listen on " + shared_.options.address + " port " +
                               std::to_string(shared_.options.port) + ": " + error.message() + ".",
                           "Choose another port or stop the program that uses it.");
        }
        port_ = acceptor_.local_endpoint().port();
        accept();
        return {};
    }

    std::uint16_t port() const override { return port_; }

    void run() override {
        for (;;) {
            try {
                if (!accepting_ && acceptor_.is_open() && !shared_.stopping) accept();
                shared_.context.run();
                return;
            } catch (...) {  // the loop itself is sound: only what threw has ended
                shared_.failed({}, std::current_exception());
            }
        }
    }

    void stop(std::chrono::milliseconds grace) override {
        post([this, grace] {
            if (shared_.stopping) return;
            shared_.stopping = true;
            error_code ignored;
            acceptor_.close(ignored);
            for (Connection* connection : std::set<Connection*>(connections_))
                connection->close_if_idle();
            stop_when_quiet();
            after(grace, [this] { shared_.context.stop(); });
        });
    }

    Result<void> reload_tls() override {
        if (!shared_.options.tls) return {};
        auto loaded = load_tls(*shared_.options.tls);
        if (!loaded) return tl::unexpected(loaded.error());
        post([this, fresh = std::move(*loaded)] { tls_ = fresh; });
        return {};
    }

    void post(std::function<void()> task) override { asio::post(shared_.context, std::move(task)); }

    void after(std::chrono::milliseconds delay, std::function<void()> task) override {
        auto timer = std::make_shared<asio::steady_timer>(shared_.context, delay);
        timer->async_wait([timer, task = std::move(task)](error_code error) {
            if (!error) task();
        });
    }

  private:
    void accept() {
        acceptor_.async_accept([this](error_code error, Socket socket) {
            accepting_ = false;  // where something throws now, run() accepts again
            if (!error) start(std::move(socket));
            if (acceptor_.is_open()) error ? accept_later() : accept();
        });
        accepting_ = true;
    }

    /// Out of file descriptors, most likely: wait a little instead of spinning.
    void accept_later() {
        after(std::chrono::milliseconds(50), [this] {
            if (acceptor_.is_open() && !accepting_) accept();
        });
    }

    void start(Socket socket) {
        error_code error;
        const auto endpoint = socket.remote_endpoint(error);
        if (error) return;  // gone already
        const IpAddress address = to_ip(endpoint.address());
        // Who is told that there is no room takes no place of those that have one.
        const std::size_t admitted = connections_.size() - turned_away_.size();
        const bool room = admitted < shared_.options.max_connections && counts_.room_for(address);
        if (!room && turned_away_.size() >= kToldConnections) {
            return shared_.refused(503, address.text(), "There are far too many connections.");
        }
        if (connections_.empty()) sweep();
        if (tls_) {
            start_as<TlsStream>(address, room, std::move(socket), *tls_);
        } else {
            start_as<Socket>(address, room, std::move(socket));
        }
    }

    template <class Stream, class... More>
    void start_as(const IpAddress& address, bool room, Socket&& socket, More&... more) {
        const auto session =
            std::make_shared<Session<Stream>>(shared_, address, std::move(socket), more...);
        connections_.insert(session.get());
        if (room) {
            counts_.add(address);
        } else {
            turned_away_.insert(session.get());
        }
        Session<Stream>::start(session, room);
    }

    void forget(Connection* connection) {
        connections_.erase(connection);
        if (turned_away_.erase(connection) == 0) counts_.remove(connection->address());
        stop_when_quiet();
    }

    /// One timer for all deadlines, while there are connections: arming one for every read and
    /// write costs as much as parsing.
    void sweep() {
        shared_.now = Clock::now();
        update_date();
        for (Connection* connection :
             connections_) {  // cut() ends none before the loop's next turn
            if (connection->late()) connection->cut();
        }
        if (sweeping_) return;
        sweeping_ = true;
        sweeper_.expires_after(shared_.sweep_interval);
        sweeper_.async_wait([this](error_code error) {
            sweeping_ = false;
            if (!error && !connections_.empty()) sweep();
        });
    }

    void update_date() {
        const std::time_t now = std::time(nullptr);
        if (now == dated_) return;
        dated_ = now;
        shared_.date = http_date(now);
    }

    void stop_when_quiet() {
        if (shared_.stopping && connections_.empty()) shared_.context.stop();
    }

    // Both outlive the connections that pending work in shared_ keeps.
    std::set<Connection*> connections_;
    std::set<Connection*> turned_away_;  ///< those of them that only hear that there is no room
    ConnectionCounts counts_;
    Shared shared_;
    TlsContext tls_;
    Acceptor acceptor_{shared_.context};
    asio::steady_timer sweeper_{shared_.context};
    bool sweeping_ = false;
    bool accepting_ = false;
    std::time_t dated_ = 0;
    std::uint16_t port_ = 0;
};

}  // namespace

void Shared::failed(std::string_view peer, const std::exception_ptr& thrown) const noexcept {
    try {
        refused(503, peer, "An internal error: " + what(thrown) + ".");
    } catch (...) {  // no memory even for that
        (void)std::fputs("octospira: an internal error, and no memory to say which\n", stderr);
    }
}

Result<std::unique_ptr<Server>> create_server(const ServerOptions& options, ViewHandler handler) {
    auto server = std::make_unique<AsioServer>(options, std::move(handler));
    if (auto listening = server->listen(); !listening) return tl::unexpected(listening.error());
    return std::unique_ptr<Server>(std::move(server));
}

Result<std::unique_ptr<Server>> create_server(const ServerOptions& options, Handler handler) {
    return create_server(options, ViewHandler([handle = std::move(handler)](const RequestView& view,
                                                                            Respond respond) {
                             handle(to_request(view), std::move(respond));
                         }));
}

}  // namespace octospira::http
