#include "tests/faults/gate.hpp"

#include <algorithm>
#include <boost/asio.hpp>
#include <cctype>
#include <functional>
#include <future>
#include <mutex>
#include <set>
#include <span>
#include <thread>
#include <utility>
#include <vector>

namespace octospira::faults {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Task = asio::awaitable<void>;
constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

/// Enough for whoever waits while nobody accepts.
constexpr int kBacklog = 64;
constexpr std::size_t kCorruptEvery = 16;
/// A second of a throttled connection is so many portions.
constexpr std::size_t kPortions = 20;

struct Session {
    explicit Session(tcp::socket&& from) : client(std::move(from)), server(client.get_executor()) {}
    tcp::socket client;
    tcp::socket server;
    Fault fault = Fault::none;
    Plan plan;
    std::size_t answered = 0;  ///< bytes of the answer so far
    bool held = false;         ///< goes nowhere, and is closed when the fault is lifted

    void close() {
        error_code ignored;
        client.close(ignored);
        server.close(ignored);
    }
    /// Closed with a RST instead of a FIN.
    void reset() {
        error_code ignored;
        client.set_option(asio::socket_base::linger(true, 0), ignored);
        close();
    }
};
using Shared = std::shared_ptr<Session>;

/// True once `request` holds a head and as much body as it announces.
bool is_whole(std::string_view request) {
    static constexpr std::string_view kLength = "\r\ncontent-length:";
    const std::size_t end = request.find("\r\n\r\n");
    if (end == std::string_view::npos) return false;
    std::string head(request.substr(0, end));
    std::transform(head.begin(), head.end(), head.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::size_t at = head.find(kLength);
    const std::size_t body =
        at == std::string::npos ? 0 : std::stoul(head.substr(at + kLength.size()));
    return request.size() >= end + 4 + body;
}

Task pause(std::chrono::milliseconds time) {
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(kTuple);
}

/// Sends in the form that the session's fault gives it; false when it cannot be sent.
asio::awaitable<bool> send(Session& session, tcp::socket& to, std::string_view bytes) {
    while (!bytes.empty()) {
        std::size_t portion = bytes.size();
        const Fault fault = session.fault;  // may be lifted on the way
        if (fault == Fault::sliced) portion = 1;
        if (fault == Fault::throttle) {
            portion = std::min(portion, std::max<std::size_t>(1, session.plan.bytes / kPortions));
            co_await pause(std::chrono::milliseconds(1000 / kPortions));
        }
        const auto [error, sent] =
            co_await asio::async_write(to, asio::buffer(bytes.data(), portion), kTuple);
        if (error) co_return false;
        bytes.remove_prefix(sent);
    }
    co_return true;
}

}  // namespace

std::string_view name_of(Fault fault) {
    switch (fault) {
        case Fault::none:
            return "none";
        case Fault::no_accept:
            return "no accept";
        case Fault::no_read:
            return "no read";
        case Fault::no_answer:
            return "no answer";
        case Fault::close:
            return "close";
        case Fault::close_on_data:
            return "close on data";
        case Fault::close_mid_answer:
            return "close in the middle of the answer";
        case Fault::corrupt:
            return "corrupt";
        case Fault::delay:
            return "delay";
        case Fault::throttle:
            return "throttle";
        case Fault::close_on_timeout:
            return "close on time-out";
        case Fault::sliced:
            return "sliced";
        case Fault::front_end:
            return "answered by a front end";
        case Fault::replaced:
            return "answer replaced by a front end";
    }
    return "none";
}

class Gate::Works {
  public:
    explicit Works(std::uint16_t target) : target_(asio::ip::address_v4::loopback(), target) {
        const tcp::endpoint any(asio::ip::address_v4::loopback(), 0);
        acceptor_.open(any.protocol());
        acceptor_.bind(any);
        acceptor_.listen(kBacklog);
        port_ = acceptor_.local_endpoint().port();
        changed_.expires_at(std::chrono::steady_clock::time_point::max());
        asio::co_spawn(context_, accept(), asio::detached);
        thread_ = std::thread([this] { context_.run(); });
    }
    Works(const Works&) = delete;
    Works& operator=(const Works&) = delete;
    ~Works() {
        context_.stop();
        thread_.join();
    }

    std::uint16_t port() const { return port_; }

    Counts counts() const {
        const std::lock_guard lock(mutex_);
        return counts_;
    }

    /// Sets the plan on the gate's thread, and waits for it.
    void change(const Plan& plan) {
        std::promise<void> changed;
        asio::post(context_, [&] {
            if (plan.fault == Fault::none) lift();
            plan_ = plan;
            error_code ignored;
            acceptor_.cancel(ignored);  // so that accept() looks at the plan again
            changed_.cancel();
            changed.set_value();
        });
        changed.get_future().wait();
    }

  private:
    void count(const std::function<void(Counts&)>& how) {
        const std::lock_guard lock(mutex_);
        how(counts_);
    }

    void lift() {
        if (plan_.fault == Fault::no_accept) drop_waiting();
        for (const Shared& session : std::vector<Shared>(sessions_.begin(), sessions_.end())) {
            session->fault = Fault::none;
            if (!session->held) continue;
            session->reset();
            sessions_.erase(session);
        }
    }

    /// Whoever asked while nobody accepted has given up or is told so now.
    void drop_waiting() {
        error_code error;
        acceptor_.non_blocking(true, error);
        while (!error) {
            tcp::socket waiting(context_);
            acceptor_.accept(waiting, error);
        }
    }

    bool accepts_nobody() const { return plan_.fault == Fault::no_accept && plan_.skip <= 0; }

    Task accept() {
        for (;;) {
            if (accepts_nobody()) {
                const auto [cancelled] =
                    co_await acceptor_.async_wait(tcp::acceptor::wait_read, kTuple);
                if (cancelled) continue;
                count([](Counts& counts) { ++counts.faulted; });
                co_await changed_.async_wait(kTuple);
                continue;
            }
            auto [error, socket] = co_await acceptor_.async_accept(kTuple);
            if (error) continue;
            asio::co_spawn(context_, serve(begin(std::move(socket))), asio::detached);
        }
    }

    /// The fault that the plan has for this connection.
    Shared begin(tcp::socket socket) {
        auto session = std::make_shared<Session>(std::move(socket));
        error_code ignored;
        session->client.set_option(tcp::no_delay(true), ignored);
        session->plan = plan_;
        const bool through = plan_.skip > 0 || plan_.times == 0;
        if (plan_.skip > 0)
            --plan_.skip;
        else if (plan_.times > 0)
            --plan_.times;
        if (!through) session->fault = plan_.fault;
        sessions_.insert(session);
        count([&](Counts& counts) {
            ++counts.connections;
            if (session->fault != Fault::none) ++counts.faulted;
        });
        return session;
    }

    Task serve(Shared session) {
        switch (session->fault) {
            case Fault::no_accept:  // accepted a moment before the plan came
            case Fault::no_read:
                session->held = true;
                co_return;
            case Fault::close:
                session->close();
                break;
            case Fault::close_on_data: {
                char byte = 0;
                co_await session->client.async_read_some(asio::buffer(&byte, 1), kTuple);
                session->reset();
                break;
            }
            case Fault::close_on_timeout:
                session->held = true;
                co_await pause(session->plan.time);
                session->close();
                break;
            case Fault::front_end:
                co_await answer(*session);
                session->close();
                break;
            default:
                co_return co_await connect(session);
        }
        sessions_.erase(session);
    }

    /// After the whole request: what is still unread when a connection is closed resets it.
    Task answer(Session& session) {
        std::string request;
        std::array<char, 16 * 1024> room;
        while (!is_whole(request)) {
            const auto [error, bytes] =
                co_await session.client.async_read_some(asio::buffer(room), kTuple);
            if (error) co_return;
            request.append(room.data(), bytes);
        }
        count([&](Counts& counts) { counts.answer_bytes += session.plan.answer.size(); });
        (void)co_await send(session, session.client, session.plan.answer);
    }

    Task connect(Shared session) {
        session->held = session->fault == Fault::no_answer;
        const auto [error] = co_await session->server.async_connect(target_, kTuple);
        if (error) {
            session->close();
            sessions_.erase(session);
            co_return;
        }
        error_code ignored;
        session->server.set_option(tcp::no_delay(true), ignored);
        asio::co_spawn(context_, carry_answers(session), asio::detached);
        co_await carry_requests(session);
        sessions_.erase(session);
    }

    /// Until the client ends or leaves. What it leaves behind is not sent on.
    Task carry_requests(Shared session) {
        std::array<char, 16 * 1024> room;
        for (;;) {
            const auto [error, bytes] =
                co_await session->client.async_read_some(asio::buffer(room), kTuple);
            if (error == asio::error::eof) {
                error_code ignored;
                session->server.shutdown(tcp::socket::shutdown_send, ignored);
                co_return;
            }
            if (error || !co_await send(*session, session->server, {room.data(), bytes})) break;
            count([n = bytes](Counts& counts) { counts.request_bytes += n; });
        }
        session->close();
    }

    Task carry_answers(Shared session) {
        std::array<char, 16 * 1024> room;
        for (;;) {
            const auto [error, bytes] =
                co_await session->server.async_read_some(asio::buffer(room), kTuple);
            if (error) break;
            const std::size_t before = std::exchange(session->answered, session->answered + bytes);
            std::string_view answer(room.data(), bytes);
            if (session->fault == Fault::no_answer) continue;
            const bool replaced = session->fault == Fault::replaced;
            if (replaced) answer = session->plan.answer;
            if (session->fault == Fault::delay && before == 0) co_await pause(session->plan.time);
            if (session->fault == Fault::corrupt) spoil({room.data(), bytes}, before, *session);
            const bool cut = session->fault == Fault::close_mid_answer &&
                             session->answered > session->plan.bytes;
            if (cut) answer = answer.substr(0, session->plan.bytes - before);
            // Counted first: whoever has the answer may look at once.
            count([n = answer.size()](Counts& counts) { counts.answer_bytes += n; });
            if (!co_await send(*session, session->client, answer) || replaced) break;
            if (cut) co_return session->reset();
        }
        // A server that has ended has answered; one that is held back must not be heard to end.
        error_code ignored;
        if (!session->held) session->client.shutdown(tcp::socket::shutdown_send, ignored);
    }

    static void spoil(std::span<char> bytes, std::size_t before, const Session& session) {
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            const std::size_t at = before + i;
            if (at < session.plan.bytes || (at - session.plan.bytes) % kCorruptEvery != 0) continue;
            bytes[i] = static_cast<char>(bytes[i] ^ 1);
        }
    }

    const tcp::endpoint target_;
    mutable std::mutex mutex_;
    Counts counts_;
    // The rest belongs to the gate's thread.
    asio::io_context context_{1};
    std::set<Shared> sessions_;
    tcp::acceptor acceptor_{context_};
    asio::steady_timer changed_{context_};
    std::uint16_t port_ = 0;
    Plan plan_;
    std::thread thread_;
};

Gate::Gate(std::uint16_t target) : works_(std::make_unique<Works>(target)) {}

Gate::~Gate() = default;

std::uint16_t Gate::port() const {
    return works_->port();
}

void Gate::set(const Plan& plan) {
    works_->change(plan);
}

void Gate::lift() {
    works_->change({});
}

Counts Gate::counts() const {
    return works_->counts();
}

}  // namespace octospira::faults
