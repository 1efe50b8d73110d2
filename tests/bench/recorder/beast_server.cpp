// bench_beast: what Boost.Beast does when it is used as its examples show, and nothing more: one
// io_context on one thread, callbacks, string bodies, keep-alive. Every POST is answered with what
// the recorder answers, without looking at it. What the recorder is compared with.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <utility>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

class Session : public std::enable_shared_from_this<Session> {
  public:
    explicit Session(tcp::socket&& socket) : stream_(std::move(socket)) {
        beast::error_code ignored;
        stream_.socket().set_option(tcp::no_delay(true), ignored);
    }

    void read() {
        request_ = {};
        stream_.expires_after(std::chrono::seconds(30));
        http::async_read(stream_, buffer_, request_,
                         beast::bind_front_handler(&Session::on_read, shared_from_this()));
    }

  private:
    void on_read(beast::error_code error, std::size_t) {
        if (error) return close();
        const bool post = request_.method() == http::verb::post;
        response_ = {post ? http::status::ok : http::status::method_not_allowed,
                     request_.version()};
        response_.set(http::field::content_type, "application/json");
        response_.keep_alive(request_.keep_alive());
        response_.body() = R"({"status":"accepted"})";
        response_.prepare_payload();
        http::async_write(stream_, response_,
                          beast::bind_front_handler(&Session::on_write, shared_from_this()));
    }

    void on_write(beast::error_code error, std::size_t) {
        if (error || !response_.keep_alive()) return close();
        read();
    }

    void close() {
        beast::error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    }

    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    http::response<http::string_body> response_;
};

class Listener : public std::enable_shared_from_this<Listener> {
  public:
    explicit Listener(asio::io_context& context)
        : acceptor_(context, {asio::ip::address_v4::loopback(), 0}) {}

    unsigned short port() const { return acceptor_.local_endpoint().port(); }

    void accept() {
        acceptor_.async_accept(beast::bind_front_handler(&Listener::on_accept, shared_from_this()));
    }

  private:
    void on_accept(beast::error_code error, tcp::socket socket) {
        if (!error) std::make_shared<Session>(std::move(socket))->read();
        accept();
    }

    tcp::acceptor acceptor_;
};

}  // namespace

int main() {
    asio::io_context context{1};
    const auto listener = std::make_shared<Listener>(context);
    listener->accept();
    asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&context](beast::error_code, int) { context.stop(); });
    std::cout << "port " << listener->port() << std::endl;
    context.run();
    return EXIT_SUCCESS;
}
