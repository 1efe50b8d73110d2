#include "native/http/session.hpp"

#include <array>
#include <boost/asio/write.hpp>
#include <vector>

#include "core/base/text.hpp"

namespace octospira::http {

namespace {

namespace asio = boost::asio;
using boost::asio::ip::tcp;

/// After a refusal the rest of the request is read and dropped, so that the client sees the answer
/// instead of a reset connection; up to this much, and this long.
constexpr std::size_t kDrainLimit = 64 * 1024 * 1024;
constexpr std::chrono::seconds kDrainTime(2);
constexpr std::size_t kDrainStep = 64 * 1024;
/// A body up to this goes into one buffer with its head.
constexpr std::size_t kSmallBody = 16 * 1024;

std::string error_json(std::string_view sentence) {
    return "{\"error\":\"" + std::string(sentence) + "\"}";
}

}  // namespace

template <class Stream>
Socket& Session<Stream>::socket() {
    if constexpr (kPlain) {
        return stream_;
    } else {
        return stream_.next_layer();
    }
}

template <class Stream>
void Session<Stream>::start(bool room) {
    room_ = room;
    ErrorCode ignored;
    socket().set_option(tcp::no_delay(true), ignored);
    if constexpr (kPlain) {
        socket().non_blocking(true, ignored);  // for send()
        begin();
    } else {
        give(shared_.options.header_timeout);
        stream_.async_handshake(
            asio::ssl::stream_base::server, [self = this->shared_from_this()](ErrorCode error) {
                if (!error) return self->begin();
                // Whoever only knocks, as load balancers do, is no news.
                if (error.category() == asio::error::get_ssl_category()) {
                    self->shared_.refused(0, self->peer_,
                                          "The TLS handshake failed: " + error.message() + ".");
                }
                self->close();
            });
    }
}

template <class Stream>
void Session<Stream>::begin() {
    if (!room_) {
        return refuse(503, "There are too many connections. Try again in a moment.",
                      {{"Retry-After", "1"}});
    }
    state_ = State::reading;
    give(shared_.options.idle_timeout);
    read_more();
}

template <class Stream>
void Session<Stream>::read_more() {
    const auto space = reader_.space();
    stream_.async_read_some(asio::buffer(space.data(), space.size()),
                            [self = this->shared_from_this()](ErrorCode error, std::size_t bytes) {
                                self->on_read(error, bytes);
                            });
}

template <class Stream>
void Session<Stream>::on_read(ErrorCode error, std::size_t bytes) {
    if (error) return close();
    reader_.commit(bytes);
    if (!timed_) {
        timed_ = true;
        give(shared_.options.header_timeout);
    }
    go_on();
}

/// A loop and no recursion: who sends a thousand requests without waiting, and is answered at once,
/// would fill the stack.
template <class Stream>
void Session<Stream>::go_on() {
    if (looping_) return;
    looping_ = true;
    while (state_ == State::reading) {
        const auto progress = reader_.go_on();
        if (progress == RequestReader::Progress::more) {
            looping_ = false;
            return read_more();
        }
        if (progress == RequestReader::Progress::head) on_head();
        if (progress == RequestReader::Progress::whole) on_whole();
        if (progress == RequestReader::Progress::bad)
            refuse(reader_.refusal().status, reader_.refusal().sentence);
    }
    looping_ = false;
}

template <class Stream>
RequestView Session<Stream>::view() {
    RequestView view = reader_.view();
    view.address = address();
    view.peer = peer_;
    if (!from_proxy_) return view;
    std::vector<std::string_view> forwarded;
    for (const HeaderView& header : view.headers) {
        if (equals_ignoring_case(header.name, "X-Forwarded-For")) forwarded.push_back(header.value);
    }
    view.address = effective_address(address(), shared_.options.trusted_proxies, forwarded);
    vouched_for_ = view.address.text();
    view.peer = vouched_for_;
    return view;
}

template <class Stream>
void Session<Stream>::on_head() {
    give(shared_.options.body_timeout);
    keep_alive_ = reader_.keep_alive();
    const RequestView head = view();
    head_only_ = head.method == "HEAD";
    if (shared_.options.admit) {
        if (auto refusal = shared_.options.admit(head)) {
            state_ = State::handling;
            // What comes next can only be found where this request has come to its end.
            keep_alive_ = keep_alive_ && reader_.go_on() == RequestReader::Progress::whole;
            return answer(std::move(*refusal));
        }
    }
    if (reader_.expects_continue()) say_continue();
}

template <class Stream>
void Session<Stream>::say_continue() {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    state_ = State::starting;
    asio::async_write(stream_, asio::buffer(kContinue),
                      [self = this->shared_from_this()](ErrorCode error, std::size_t) {
                          if (error) return self->close();
                          self->state_ = State::reading;
                          self->go_on();
                      });
}

template <class Stream>
void Session<Stream>::on_whole() {
    state_ = State::handling;
    give_forever();
    shared_.handler(view(), Respond(this->shared_from_this()));
}

template <class Stream>
void Session<Stream>::refuse(int status, std::string_view sentence, Fields headers) {
    state_ = State::handling;
    keep_alive_ = false;
    shared_.refused(status, vouched_for_.empty() ? peer_ : vouched_for_, sentence);
    answer({status, error_json(sentence), {}, std::move(headers)});
}

template <class Stream>
void Session<Stream>::answer(ServerResponse response) {
    if (state_ != State::handling) return;
    if (response.status == 0) return close();
    if (shared_.stopping) keep_alive_ = false;
    out_.clear();
    append_head(out_, response, response.body.size(), {keep_alive_, reader_.old_version()});
    const bool bare = head_only_ || response.status == 204 || response.status == 304;
    if (!bare && response.body.size() > kSmallBody) {
        large_body_ = std::move(response.body);
    } else if (!bare) {
        out_ += response.body;
    }
    send();
}

template <class Stream>
void Session<Stream>::answer(int status, std::string_view json) {
    if (state_ != State::handling) return;
    if (shared_.stopping) keep_alive_ = false;
    out_.clear();
    append_head(out_, status, json.size(), {keep_alive_, reader_.old_version()});
    if (!head_only_) out_ += json;
    send();
}

template <class Stream>
void Session<Stream>::send() {
    state_ = State::answering;
    give(shared_.options.answer_timeout);
    std::array<asio::const_buffer, 2> rest{asio::buffer(out_), asio::buffer(large_body_)};
    if constexpr (kPlain) {
        // Nearly always the kernel takes a small answer at once: no operation to queue, no turn of
        // the loop to wait for.
        ErrorCode error;
        const std::size_t sent = stream_.write_some(asio::buffer(out_), error);
        if (error && error != asio::error::would_block) return close();
        if (sent == out_.size() && large_body_.empty()) return on_sent();
        rest[0] += sent;
    }
    asio::async_write(stream_, rest,
                      [self = this->shared_from_this()](ErrorCode error, std::size_t) {
                          error ? self->close() : self->on_sent();
                      });
}

template <class Stream>
void Session<Stream>::on_sent() {
    large_body_ = {};
    if (!keep_alive_) return finish();
    vouched_for_.clear();
    head_only_ = false;  // what comes next may be refused before its method is known
    reader_.next();
    state_ = State::reading;
    timed_ = reader_.begun();
    give(timed_ ? shared_.options.header_timeout : shared_.options.idle_timeout);
    go_on();
}

template <class Stream>
void Session<Stream>::close_if_idle() {
    if (state_ == State::reading && !reader_.begun()) close();
}

template <class Stream>
void Session<Stream>::cut() {
    const bool reading = (state_ == State::reading || state_ == State::starting) && timed_;
    if (reading) {
        static constexpr std::string_view kSlow = "The request did not come in time.";
        shared_.refused(408, vouched_for_.empty() ? peer_ : vouched_for_, kSlow);
        if constexpr (kPlain) {
            const std::string body = error_json(kSlow);
            out_.clear();
            append_head(out_, 408, body.size(), {false, false});
            out_ += body;
            ErrorCode ignored;
            (void)stream_.write_some(asio::buffer(out_), ignored);
        }
    }
    close();
}

template <class Stream>
void Session<Stream>::finish() {
    state_ = State::closing;
    give(kDrainTime);
    const auto say_the_end = [](Session& session) {
        ErrorCode ignored;
        session.socket().shutdown(tcp::socket::shutdown_send, ignored);
        session.out_.resize(kDrainStep);
        session.drain();
    };
    if constexpr (kPlain) {
        say_the_end(*this);
    } else {
        stream_.async_shutdown(
            [self = this->shared_from_this(), say_the_end](ErrorCode) { say_the_end(*self); });
    }
}

template <class Stream>
void Session<Stream>::drain() {
    if (drained_ > kDrainLimit || shared_.stopping) return close();
    socket().async_read_some(asio::buffer(out_),
                             [self = this->shared_from_this()](ErrorCode error, std::size_t bytes) {
                                 if (error) return self->close();
                                 self->drained_ += bytes;
                                 self->drain();
                             });
}

template <class Stream>
void Session<Stream>::close() {
    ErrorCode ignored;
    state_ = State::closing;
    give_forever();
    socket().close(ignored);
}

template class Session<Socket>;
template class Session<TlsStream>;

}  // namespace octospira::http
