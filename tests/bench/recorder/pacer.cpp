#include "tests/bench/recorder/pacer.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <functional>
#include <memory>
#include <utility>

namespace octospira::bench {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kLongestAnswer(30);

/// The requests still to be sent, and what became of the others.
class Plan {
  public:
    Plan(std::vector<std::string> bodies, double rate) : bodies_(std::move(bodies)), rate_(rate) {}

    void begin() { start_ = Clock::now(); }
    [[nodiscard]] bool all_taken() const { return next_ == bodies_.size(); }
    [[nodiscard]] Clock::time_point due() const {
        if (rate_ <= 0) return Clock::now();
        const std::chrono::duration<double> offset(static_cast<double>(next_) / rate_);
        return start_ + std::chrono::duration_cast<Clock::duration>(offset);
    }
    const std::string& take() { return bodies_[next_++]; }

    void answered(unsigned status, Clock::time_point since) {
        last_ = Clock::now();
        status / 100 == 2 ? ++good_ : ++bad_;
        latencies_.push_back(
            std::chrono::duration_cast<std::chrono::microseconds>(last_ - since).count());
    }

    [[nodiscard]] Paced result() {
        std::sort(latencies_.begin(), latencies_.end());
        const std::chrono::duration<double> took = last_ - start_;
        return {good_,
                bad_,
                bodies_.size() - good_ - bad_,
                took.count(),
                percentile(0.5),
                percentile(0.9),
                percentile(0.99),
                percentile(0.999),
                percentile(1)};
    }

  private:
    /// The smallest latency that at least this share of the requests did not exceed.
    [[nodiscard]] std::int64_t percentile(double share) const {
        if (latencies_.empty()) return 0;
        const double rank = share * static_cast<double>(latencies_.size());
        const auto at = static_cast<std::size_t>(std::max(0.0, rank - 1e-9));
        return latencies_[std::min(at, latencies_.size() - 1)];
    }

    std::vector<std::string> bodies_;
    double rate_;
    std::size_t next_ = 0;
    Clock::time_point start_;
    Clock::time_point last_;
    std::size_t good_ = 0;
    std::size_t bad_ = 0;
    std::vector<std::int64_t> latencies_;
};

class Connection {
  public:
    Connection(asio::io_context& context, Plan& plan, std::function<void(Connection*)> free)
        : stream_(context), plan_(plan), free_(std::move(free)) {}

    void connect(std::uint16_t port) {
        stream_.connect({asio::ip::address_v4::loopback(), port});
        stream_.socket().set_option(tcp::no_delay(true));
    }

    void post(const std::string& head, const std::string& body, Clock::time_point since) {
        since_ = since;
        request_ = head + std::to_string(body.size()) + "\r\n\r\n" + body;
        stream_.expires_after(kLongestAnswer);
        asio::async_write(stream_, asio::buffer(request_), [this](auto error, std::size_t) {
            if (!error) read();  // else it counts as unanswered, as below
        });
    }

  private:
    void read() {
        response_ = {};
        http::async_read(stream_, buffer_, response_, [this](auto error, std::size_t) {
            if (error) return;
            plan_.answered(response_.result_int(), since_);
            if (response_.keep_alive()) free_(this);
        });
    }

    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    http::response<http::string_body> response_;
    std::string request_;
    Clock::time_point since_;
    Plan& plan_;
    std::function<void(Connection*)> free_;
};

/// Gives each request to a connection when its time has come and one is free.
class Pacer {
  public:
    Pacer(const Pace& settings, Plan& plan) : plan_(plan), timer_(context_) {
        head_ = "POST " + settings.path +
                " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(settings.port) +
                "\r\nContent-Type: application/json\r\nX-OctoSpira-Secret: " + settings.secret +
                "\r\nContent-Length: ";
        for (std::size_t i = 0; i < settings.connections; ++i) {
            const auto free = [this](Connection* connection) {
                idle_.push_back(connection);
                dispatch();
            };
            all_.push_back(std::make_unique<Connection>(context_, plan_, free));
            all_.back()->connect(settings.port);
            idle_.push_back(all_.back().get());
        }
    }

    void run() {
        plan_.begin();
        dispatch();
        context_.run();
    }

  private:
    /// Called whenever a connection has become free or a time has come.
    void dispatch() {
        while (!plan_.all_taken() && !idle_.empty()) {
            const auto due = plan_.due();
            if (due > Clock::now()) return wait_until(due);
            Connection* const connection = idle_.back();
            idle_.pop_back();
            connection->post(head_, plan_.take(), due);
        }
    }

    void wait_until(Clock::time_point due) {
        timer_.expires_at(due);  // ends an earlier wait
        timer_.async_wait([this](auto error) {
            if (!error) dispatch();
        });
    }

    asio::io_context context_{1};
    Plan& plan_;
    asio::steady_timer timer_;
    std::string head_;
    std::vector<std::unique_ptr<Connection>> all_;
    std::vector<Connection*> idle_;
};

}  // namespace

Result<Paced> post_all(const Pace& pace, std::vector<std::string> bodies) {
    try {
        Plan plan(std::move(bodies), pace.rate);
        Pacer pacer(pace, plan);
        pacer.run();
        return plan.result();
    } catch (const boost::system::system_error& error) {
        return failure(ErrorKind::unavailable,
                       "The recorder on port " + std::to_string(pace.port) +
                           " cannot be reached: " + error.what() + ".",
                       "Look whether it runs.");
    }
}

}  // namespace octospira::bench
