#include "native/http/session.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <exception>

#include "core/base/text.hpp"

// GCC 12 miscompiles temporaries that live across a co_await: each operation is begun on named
// values.

namespace octospira::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast::http;
using boost::asio::ip::tcp;

/// After a refusal the rest of the request is read and dropped, so that the client sees the answer
/// instead of a reset connection (RFC 9112 §9.6); up to this much, and this long.
constexpr std::size_t kDrainLimit = std::size_t{64} << 20;
constexpr std::chrono::seconds kDrainTime(2);

constexpr std::string_view kSlow = "The request did not arrive in time.";
constexpr std::string_view kTooLarge = "The body is too large.";
constexpr std::string_view kHeaderTooLarge = "The header is too large.";
constexpr std::string_view kNotHttp = "This is not an HTTP/1.1 request.";

std::string error_json(std::string_view sentence) {
    return concat({"{\"error\":\"", sentence, "\"}"});
}

std::string_view to_std(boost::beast::string_view text) {
    return {text.data(), text.size()};
}

}  // namespace

/// The answer that a handler owes. The session outlives it or tells it that it is gone.
template <class Stream>
class Session<Stream>::Pending : public Exchange {
  public:
    explicit Pending(Session& session) : session_(&session) { session.pending_ = this; }
    Pending(const Pending&) = delete;
    Pending& operator=(const Pending&) = delete;
    ~Pending() override {
        if (Session* const session = release()) session->dropped();
    }

    void answer(ServerResponse response) override {
        if (Session* const session = release()) session->take(std::move(response));
    }
    void answer(int status, std::string_view json) override {
        if (session_ != nullptr) answer(ServerResponse{status, std::string(json)});
    }

    /// From now on it is nobody's answer.
    Session* release() {
        Session* const session = std::exchange(session_, nullptr);
        if (session != nullptr) session->pending_ = nullptr;
        return session;
    }

  private:
    Session* session_;
};

template <class Stream>
Session<Stream>::~Session() {
    if (pending_ != nullptr) (void)pending_->release();
}

template <class Stream>
Socket& Session<Stream>::socket() {
    if constexpr (kPlain) {
        return stream_;
    } else {
        return stream_.next_layer();
    }
}

template <class Stream>
void Session<Stream>::start(const std::shared_ptr<Session>& self, bool room) {
    ErrorCode ignored;
    self->socket().set_option(tcp::no_delay(true), ignored);
    Shared& shared = self->shared_;
    asio::co_spawn(shared.context.get_executor(), self->run(self, room),
                   [&shared, peer = self->peer_](const std::exception_ptr& thrown) {
                       if (thrown) shared.failed(peer, thrown);
                   });
}

template <class Stream>
auto Session<Stream>::run(std::shared_ptr<Session> self, bool room) -> Awaitable<void> {
    (void)self;
    bool more = co_await open();
    if (!more) co_return close();
    if (!room) {
        (void)refuse(503, "There are too many connections. Try again in a moment.",
                     {{"Retry-After", "1"}});
        more = co_await send();
    } else {
        bool again = true;
        while (again) again = co_await exchange();
        more = !idle_ && socket().is_open() && answered_;
    }
    if (more) co_await finish();
    close();
}

/// The TLS handshake; false when the connection is over.
template <class Stream>
auto Session<Stream>::open() -> Awaitable<bool> {
    if constexpr (!kPlain) {
        ErrorCode error;
        give(shared_.options.header_timeout);
        auto token = asio::redirect_error(Await(), error);
        co_await stream_.async_handshake(asio::ssl::stream_base::server, token);
        // A client that only connects, as load balancers do, is no news.
        if (error.category() == asio::error::get_ssl_category()) {
            shared_.refused(0, peer_, concat({"The TLS handshake failed: ", error.message(), "."}));
        }
        co_return !error;
    }
    co_return true;
}

/// One request and its answer. False when the connection ends with it.
template <class Stream>
auto Session<Stream>::exchange() -> Awaitable<bool> {
    begin_request();
    Step step = co_await read_head();
    if (step == Step::go_on) step = admit();
    if (step == Step::go_on) step = co_await read_body();
    reading_ = false;
    if (step == Step::go_on) step = co_await handle();
    answered_ = step == Step::answer;
    if (!answered_) co_return false;
    answered_ = co_await send();
    co_return answered_&& keep_alive_;
}

template <class Stream>
void Session<Stream>::begin_request() {
    head_ = {};
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(shared_.options.header_limit));
    parser_->body_limit(boost::none);  // looked at when it is known who sends
    headers_.clear();
    vouched_for_.clear();
    view_ = {};
    keep_alive_ = true;
    old_version_ = head_only_ = false;
    late_ = answered_ = false;
    idle_ = true;
    give(shared_.options.idle_timeout);
}

template <class Stream>
auto Session<Stream>::read_head() -> Awaitable<Step> {
    const std::size_t limit = shared_.options.header_limit;
    for (;;) {
        auto data = buffer_.data();
        const auto found = head_.look({static_cast<const char*>(data.data()), data.size()});
        buffer_.consume(head_.take_skipped());
        if (found == HeadFinder::Found::bad)
            co_return refuse(head_.problem().status, head_.problem().sentence);
        if (found == HeadFinder::Found::head && head_.size() <= limit) break;
        if (buffer_.size() > limit) {
            if (head_.in_request_line()) co_return refuse(414, "The address is too long.");
            co_return refuse(431, kHeaderTooLarge);
        }
        if (idle_ && buffer_.size() > 0) {
            idle_ = false;
            reading_ = true;
            give(shared_.options.header_timeout);
        }
        ErrorCode error;
        auto space = buffer_.prepare(kReadStep);
        auto token = asio::redirect_error(Await(), error);
        const std::size_t bytes = co_await stream_.async_read_some(space, token);
        if (late_) co_return refuse(408, kSlow);
        if (error) co_return Step::gone;
        buffer_.commit(bytes);
    }
    idle_ = false;
    reading_ = true;
    co_return parse_head();
}

template <class Stream>
auto Session<Stream>::parse_head() -> Step {
    char* const bytes = static_cast<char*>(buffer_.data().data());
    if (const auto problem = settle_version(bytes, head_.size()))
        return refuse(problem->status, problem->sentence);
    ErrorCode error;
    const std::size_t used = parser_->put(asio::buffer(bytes, head_.size()), error);
    if (error || !parser_->is_header_done()) return refuse(400, kNotHttp);
    buffer_.consume(used);
    keep_alive_ = parser_->keep_alive();
    old_version_ = parser_->get().version() < 11;
    view_head();
    const auto& head = parser_->get();
    view_.method = to_std(head.method_string());
    head_only_ = view_.method == "HEAD";
    if (view_.method == "CONNECT") return refuse(501, "Tunnels are not supported.");
    const auto target = parse_target(view_.method, to_std(head.target()));
    if (!target) return refuse(400, "The request's address is not in a form of HTTP.");
    view_.query = target->query;
    view_.path = target->path;
    if (view_.path.find('%') != std::string_view::npos) {
        path_ = percent_decode(view_.path);
        view_.path = path_;
    }
    if (const auto problem = check_fields(view_, old_version_))
        return refuse(problem->status, problem->sentence);
    return Step::go_on;
}

/// The fields, and from whom they come.
template <class Stream>
void Session<Stream>::view_head() {
    for (const auto& field : parser_->get())
        headers_.push_back({to_std(field.name_string()), to_std(field.value())});
    view_.headers = headers_;
    view_.address = address();
    view_.peer = peer_;
    view_.through_proxy = came_through_proxy(view_);
    view_.from_trusted_proxy = from_proxy_;
    if (!from_proxy_) return;
    std::vector<std::string_view> forwarded;
    for (const HeaderView& header : headers_) {
        if (equals_ignoring_case(header.name, "X-Forwarded-For")) forwarded.push_back(header.value);
    }
    view_.address = effective_address(address(), shared_.options.trusted_proxies, forwarded);
    vouched_for_ = view_.address.text();
    view_.peer = vouched_for_;
}

template <class Stream>
auto Session<Stream>::admit() -> Step {
    give(shared_.options.body_timeout);
    std::optional<ServerResponse> answer;
    if (view_.path == "*") {  // what the server as a whole can do (RFC 9110 §9.3.7)
        answer = ServerResponse{204, {}, {}, {{"Allow", "GET, HEAD, POST, OPTIONS"}}};
    } else if (shared_.options.admit) {
        try {
            answer = shared_.options.admit(view_);
        } catch (...) {
            shared_.failed(view_.peer, std::current_exception());
            answer =
                ServerResponse{503, error_json("Something went wrong. Try again in a moment.")};
            keep_alive_ = false;
        }
    }
    if (!answer) return Step::go_on;
    response_ = std::move(*answer);
    // What comes next can only be found where this request has come to its end.
    keep_alive_ = keep_alive_ && body_is_there();
    return Step::answer;
}

/// Reads what is there of the body. True when that is all of it.
template <class Stream>
bool Session<Stream>::body_is_there() {
    parser_->eager(true);
    ErrorCode error;
    if (!parser_->is_done() && buffer_.size() > 0)
        buffer_.consume(parser_->put(buffer_.data(), error));
    return parser_->is_done();
}

template <class Stream>
auto Session<Stream>::read_body() -> Awaitable<Step> {
    if (parser_->is_done()) co_return Step::go_on;
    const std::size_t limit = shared_.options.body_limit;
    if (parser_->content_length().value_or(0) > limit) co_return refuse(413, kTooLarge);
    parser_->body_limit(limit);
    ErrorCode error;
    if (buffer_.size() == 0 && !old_version_ && view_.header("Expect")) {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        const auto bytes = asio::buffer(kContinue);
        auto token = asio::redirect_error(Await(), error);
        co_await asio::async_write(stream_, bytes, token);
    }
    if (!error && !late_) {
        auto token = asio::redirect_error(Await(), error);
        co_await beast::async_read(stream_, buffer_, *parser_, token);
    }
    co_return judge_body(error);
}

template <class Stream>
auto Session<Stream>::judge_body(ErrorCode error) -> Step {
    if (late_) return refuse(408, kSlow);
    view_.body = parser_->get().body();
    if (!error) return Step::go_on;
    if (error == beast::error::body_limit) return refuse(413, kTooLarge);
    // A chunk's line or trailers without end.
    if (error == beast::error::buffer_overflow || error == beast::error::header_limit)
        return refuse(431, kHeaderTooLarge);
    if (error == beast::error::partial_message || error == beast::error::end_of_stream)
        return Step::gone;
    const bool grammar =
        error.category() == beast::make_error_code(beast::error::bad_chunk).category();
    return grammar ? refuse(400, kNotHttp) : Step::gone;
}

template <class Stream>
auto Session<Stream>::handle() -> Awaitable<Step> {
    give_forever();
    auto pending = std::make_shared<Pending>(*this);
    try {
        shared_.handler(view_, Respond(pending));
    } catch (...) {
        (void)pending->release();
        shared_.failed(view_.peer, std::current_exception());
        keep_alive_ = false;
        take({503, error_json("Something went wrong. Try again in a moment.")});
    }
    pending.reset();
    view_ = {};  // a handler keeps nothing of the request, and a large body should not wait
    headers_.clear();
    parser_.reset();
    if (!answered_) {
        auto wait = [this](Resume resume) { resume_.emplace(std::move(resume)); };
        auto token = Await();
        co_await asio::async_initiate<Await, void()>(wait, token);
    }
    co_return response_.status == 0 ? Step::gone : Step::answer;
}

template <class Stream>
void Session<Stream>::take(ServerResponse response) {
    response_ = std::move(response);
    answered_ = true;
    resume();
}

/// The last who could have answered has not. Perhaps on another thread, or far down a stack.
template <class Stream>
void Session<Stream>::dropped() {
    response_ = {0};
    answered_ = true;
    if (!resume_) return;
    Shared& shared = shared_;
    try {
        Resume last = std::move(*resume_);
        resume_.reset();
        asio::post(shared.context, std::move(last));
    } catch (...) {  // without memory for that, the session has ended with `last`
        shared.failed({}, std::current_exception());
    }
}

template <class Stream>
void Session<Stream>::resume() {
    if (!resume_) return;
    Resume resume = std::move(*resume_);
    resume_.reset();
    std::move(resume)();
}

template <class Stream>
auto Session<Stream>::refuse(int status, std::string_view sentence, Fields headers) -> Step {
    keep_alive_ = false;
    shared_.refused(status, vouched_for_.empty() ? peer_ : vouched_for_, sentence);
    response_ = {status, error_json(sentence), {}, std::move(headers)};
    return Step::answer;
}

/// Sends response_. False when the client has gone.
template <class Stream>
auto Session<Stream>::send() -> Awaitable<bool> {
    reading_ = idle_ = false;
    give(shared_.options.answer_timeout);
    if (shared_.stopping) keep_alive_ = false;
    const std::size_t length = response_.body.size();
    const bool bare = head_only_ || response_.status == 204 || response_.status == 304;
    ServerResponse response = std::exchange(response_, {});
    bool sent = false;
    if (bare) {
        sent = co_await write<beast::empty_body>(std::move(response), length);
    } else {
        sent = co_await write<beast::string_body>(std::move(response), length);
    }
    co_return sent;
}

template <class Stream>
template <class Body>
auto Session<Stream>::write(ServerResponse response, std::size_t length) -> Awaitable<bool> {
    beast::response<Body> message;
    message.result(static_cast<unsigned>(response.status));
    message.set(beast::field::date, shared_.date);
    for (const auto& [name, value] : response.headers) message.insert(name, value);
    if (!keep_alive_) message.set(beast::field::connection, "close");
    if (keep_alive_ && old_version_) message.set(beast::field::connection, "keep-alive");
    if (response.status != 204 && response.status != 304) {
        const std::string& type = response.content_type;
        message.set(beast::field::content_type, type.empty() ? "application/json" : type);
        message.content_length(length);
    }
    if constexpr (std::is_same_v<Body, beast::string_body>)
        message.body() = std::move(response.body);
    ErrorCode error;
    auto token = asio::redirect_error(Await(), error);
    co_await beast::async_write(stream_, message, token);
    co_return !error;
}

/// Says that nothing more comes from here, and reads on until the other side says so too.
template <class Stream>
auto Session<Stream>::finish() -> Awaitable<void> {
    give(kDrainTime);
    ErrorCode error;
    if constexpr (!kPlain) {
        auto token = asio::redirect_error(Await(), error);
        co_await stream_.async_shutdown(token);
    }
    socket().shutdown(tcp::socket::shutdown_send, error);
    buffer_.clear();
    std::size_t drained = 0;
    error = {};
    while (!error && drained <= kDrainLimit && !shared_.stopping) {
        auto space = buffer_.prepare(kReadStep);
        auto token = asio::redirect_error(Await(), error);
        drained += co_await socket().async_read_some(space, token);
    }
}

template <class Stream>
void Session<Stream>::close_if_idle() {
    if (idle_) close();
}

template <class Stream>
void Session<Stream>::cut() {
    if (!reading_ || late_) return close();
    late_ = true;  // what it waits for ends now, and it says why
    give(kDrainTime);
    ErrorCode ignored;
    socket().cancel(ignored);
}

/// The server ends, and nobody will answer: frees the session, which owns itself while it waits.
template <class Stream>
void Session<Stream>::abandon() {
    const std::optional<Resume> last = std::move(resume_);
    resume_.reset();
}

template <class Stream>
void Session<Stream>::close() {
    ErrorCode ignored;
    give_forever();
    socket().close(ignored);
}

template class Session<Socket>;
template class Session<TlsStream>;

}  // namespace octospira::http
