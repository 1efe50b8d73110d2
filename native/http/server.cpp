#include "native/http/server.hpp"

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <functional>
#include <optional>
#include <set>
#include <utility>

#include "core/base/text.hpp"

namespace octospira::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
// The concrete executor: type-erased ones cost a tenth of a small request.
using Executor = asio::io_context::executor_type;
using Stream = beast::basic_stream<tcp, Executor>;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Parser = beast::http::request_parser<beast::http::string_body>;
using Message = beast::http::response<beast::http::string_body>;

/// After a refusal the rest of the request is read and dropped, so that the client sees the answer
/// instead of a reset connection; up to this much.
constexpr std::size_t kDrainLimit = 64 * 1024 * 1024;

std::string to_string(beast::string_view text) {
    return {text.data(), text.size()};
}

Fields parse_query(std::string_view query) {
    Fields fields;
    for (const std::string_view part : split(query, '&')) {
        if (part.empty()) continue;
        const std::size_t equals = part.find('=');
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
        // '+' is a blank in queries that came from forms.
        fields.emplace_back(percent_decode(replace_all(part.substr(0, equals), "+", " ")),
                            percent_decode(replace_all(value, "+", " ")));
    }
    return fields;
}

ServerRequest to_request(Parser::value_type&& message, std::string peer) {
    ServerRequest request;
    request.method = to_string(message.method_string());
    const std::string target = to_string(message.target());
    const std::size_t question = target.find('?');
    request.path = percent_decode(std::string_view(target).substr(0, question));
    if (question != std::string::npos)
        request.query = parse_query(std::string_view(target).substr(question + 1));
    for (const auto& header : message) {
        request.headers.emplace_back(to_string(header.name_string()), to_string(header.value()));
    }
    request.body = std::move(message.body());
    request.peer = std::move(peer);
    return request;
}

ServerResponse refusal(int status, std::string_view sentence) {
    return {status, "{\"error\":\"" + std::string(sentence) + "\"}"};
}

/// What a session needs of its server.
struct Shared {
    asio::io_context context{1};
    ServerOptions options;
    Handler handler;
    bool stopping = false;
};

/// One connection: header → body → handler → answer, again and again.
class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(Socket&& socket, Shared& shared, std::function<void(Session*)> gone)
        : stream_(std::move(socket)), shared_(shared), gone_(std::move(gone)) {
        error_code ignored;
        const auto endpoint = stream_.socket().remote_endpoint(ignored);
        peer_ = ignored ? std::string() : endpoint.address().to_string();
        stream_.socket().set_option(tcp::no_delay(true), ignored);
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() { gone_(this); }

    void read() {
        if (shared_.stopping) return;
        busy_ = false;
        to_head_ = false;
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(shared_.options.header_limit));
        parser_->body_limit(shared_.options.body_limit);
        stream_.expires_after(shared_.options.idle_timeout);
        beast::http::async_read_header(
            stream_, buffer_, *parser_,
            [self = shared_from_this()](error_code error, std::size_t) { self->on_header(error); });
    }

    void refuse_connection() {
        keep_alive_ = false;
        ServerResponse answer = refusal(503, "Too many connections. Try again in a moment.");
        answer.headers.emplace_back("Retry-After", "1");
        send(std::move(answer));
    }

    /// Ends a connection that waits for a request; one in hand ends with its answer.
    void close_if_idle() {
        if (!busy_) close();
    }

  private:
    void on_header(error_code error) {
        busy_ = true;
        if (error) return on_bad_request(error);
        if (beast::iequals(parser_->get()[beast::http::field::expect], "100-continue")) {
            static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
            asio::async_write(stream_, asio::buffer(kContinue),
                              [self = shared_from_this()](error_code failed, std::size_t) {
                                  if (!failed) self->read_body();
                              });
            return;
        }
        read_body();
    }

    void read_body() {
        beast::http::async_read(stream_, buffer_, *parser_,
                                [self = shared_from_this()](error_code error, std::size_t) {
                                    if (error) return self->on_bad_request(error);
                                    self->handle();
                                });
    }

    void on_bad_request(error_code error) {
        using HttpError = beast::http::error;
        keep_alive_ = false;
        if (error == HttpError::body_limit) return send(refusal(413, "The body is too large."));
        if (error == HttpError::header_limit) return send(refusal(431, "The header is too large."));
        const bool cut = error == HttpError::end_of_stream || error == HttpError::partial_message;
        const error_code any_http = HttpError::bad_method;
        if (!cut && error.category() == any_http.category()) {
            return send(refusal(400, "This is not an HTTP/1.1 request."));
        }
        close();
    }

    void handle() {
        stream_.expires_never();
        Parser::value_type message = parser_->release();
        keep_alive_ = message.keep_alive();
        version_ = message.version();
        to_head_ = message.method() == beast::http::verb::head;
        shared_.handler(
            to_request(std::move(message), peer_),
            [self = shared_from_this()](ServerResponse answer) { self->send(std::move(answer)); });
    }

    void send(ServerResponse answer) {
        if (answer.status == 0) return close();
        if (shared_.stopping) keep_alive_ = false;
        response_ = Message(static_cast<beast::http::status>(answer.status), version_);
        for (const auto& [name, value] : answer.headers) response_.insert(name, value);
        const bool bare = answer.status == 204 || answer.status == 304;
        if (!bare) response_.set(beast::http::field::content_type, answer.content_type);
        response_.keep_alive(keep_alive_);
        response_.body() = std::move(answer.body);
        if (!bare) response_.prepare_payload();
        if (to_head_) response_.body().clear();  // its length stays: what GET would be answered
        stream_.expires_after(shared_.options.idle_timeout);
        beast::http::async_write(stream_, response_,
                                 [self = shared_from_this()](error_code error, std::size_t) {
                                     if (error) return;
                                     self->keep_alive_ ? self->read() : self->finish();
                                 });
    }

    void finish() {
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        buffer_.clear();
        stream_.expires_after(std::chrono::seconds(2));
        drain();
    }

    void drain() {
        drained_ += buffer_.size();
        buffer_.clear();
        if (drained_ > kDrainLimit || shared_.stopping) return close();
        stream_.async_read_some(buffer_.prepare(64 * 1024),
                                [self = shared_from_this()](error_code error, std::size_t bytes) {
                                    if (error) return self->close();
                                    self->buffer_.commit(bytes);
                                    self->drain();
                                });
    }

    void close() {
        error_code ignored;
        stream_.socket().close(ignored);
    }

    Stream stream_;
    Shared& shared_;
    std::function<void(Session*)> gone_;
    std::string peer_;
    beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    Message response_;
    unsigned version_ = 11;
    bool keep_alive_ = true;
    bool busy_ = false;
    bool to_head_ = false;
    std::size_t drained_ = 0;
};

class BeastServer : public Server {
  public:
    BeastServer(const ServerOptions& options, Handler handler) {
        shared_.options = options;
        shared_.handler = std::move(handler);
    }

    BeastServer(const BeastServer&) = delete;
    BeastServer& operator=(const BeastServer&) = delete;
    ~BeastServer() override { shared_.stopping = false; }  // sessions that end now stop nothing

    Result<void> listen() {
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
                           "Choose another port or stop what uses it.");
        }
        port_ = acceptor_.local_endpoint().port();
        accept();
        return {};
    }

    std::uint16_t port() const override { return port_; }

    void run() override { shared_.context.run(); }

    void stop(std::chrono::milliseconds grace) override {
        post([this, grace] {
            if (shared_.stopping) return;
            shared_.stopping = true;
            error_code ignored;
            acceptor_.close(ignored);
            for (Session* session : std::set<Session*>(sessions_)) session->close_if_idle();
            stop_when_quiet();
            after(grace, [this] { shared_.context.stop(); });
        });
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
            if (!error) start(std::move(socket));
            if (acceptor_.is_open()) error ? accept_later() : accept();
        });
    }

    /// Out of file descriptors, most likely: wait a little instead of spinning.
    void accept_later() {
        after(std::chrono::milliseconds(50), [this] {
            if (acceptor_.is_open()) accept();
        });
    }

    void start(Socket socket) {
        const auto session =
            std::make_shared<Session>(std::move(socket), shared_, [this](Session* gone) {
                sessions_.erase(gone);
                stop_when_quiet();
            });
        sessions_.insert(session.get());
        sessions_.size() > shared_.options.max_connections ? session->refuse_connection()
                                                           : session->read();
    }

    void stop_when_quiet() {
        if (shared_.stopping && sessions_.empty()) shared_.context.stop();
    }

    std::set<Session*> sessions_;  // outlives the sessions that pending work in shared_ keeps
    Shared shared_;
    Acceptor acceptor_{shared_.context};
    std::uint16_t port_ = 0;
};

}  // namespace

Result<std::unique_ptr<Server>> create_server(const ServerOptions& options, Handler handler) {
    auto server = std::make_unique<BeastServer>(options, std::move(handler));
    if (auto listening = server->listen(); !listening) return tl::unexpected(listening.error());
    return std::unique_ptr<Server>(std::move(server));
}

}  // namespace octospira::http
