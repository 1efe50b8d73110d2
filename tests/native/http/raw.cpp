#include "tests/native/http/raw.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <utility>

namespace octospira::http::test {

namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int bound_socket(std::uint16_t& port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    BOOST_REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0);
    BOOST_REQUIRE(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port = ntohs(address.sin_port);
    return socket;
}

}  // namespace

Raw::Raw(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const sockaddr_in address = loopback(port);
    BOOST_REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
                  0);
    const timeval wait{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
}

Raw::~Raw() {
    ::close(socket_);
}

void Raw::send(const std::string& bytes) const {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto count = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) return;  // the other side may have closed: the test reads what it said
        sent += static_cast<std::size_t>(count);
    }
}

std::string Raw::read_until(const std::string& text) {
    std::string all;
    char buffer[4096];
    while (all.find(text) == std::string::npos) {
        const auto count = ::recv(socket_, buffer, sizeof buffer, 0);
        if (count <= 0) break;
        all.append(buffer, static_cast<std::size_t>(count));
    }
    return all;
}

std::string Raw::read_to_end() {
    return read_until(std::string(1, '\x01'));
}

bool Raw::answered_within(std::chrono::milliseconds time) const {
    pollfd waiting{socket_, POLLIN, 0};
    return ::poll(&waiting, 1, static_cast<int>(time.count())) > 0;
}

bool Raw::drip(const std::string& bytes, std::chrono::milliseconds pause) const {
    for (const char byte : bytes) {
        send(std::string(1, byte));
        if (answered_within(pause)) return true;
    }
    return false;
}

Echo::Echo(const ServerOptions& options)
    : Echo(options, [](const RequestView& request, const Respond& respond) {
          respond({200, std::string(request.method) + " " + std::string(request.path) + " " +
                            std::to_string(request.body.size())});
      }) {}

Echo::Echo(const ServerOptions& options, ViewHandler handler) {
    auto created = create_server(options, std::move(handler));
    BOOST_REQUIRE_MESSAGE(created, (created ? "" : sentence(created.error())));
    server_ = std::move(*created);
    thread_ = std::thread([this] { server_->run(); });
}

Echo::~Echo() {
    server_->stop();
    thread_.join();
}

void Refusals::listen_to(ServerOptions& options) {
    options.on_refused = [this](int status, std::string_view peer, std::string_view reason) {
        const std::lock_guard lock(mutex_);
        ++counts_[status];
        peer_ = peer;
        reason_ = reason;
    };
}

int Refusals::count(int status) const {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(status);
    return found == counts_.end() ? 0 : found->second;
}

std::string Refusals::last_peer() const {
    const std::lock_guard lock(mutex_);
    return peer_;
}

std::string Refusals::last_reason() const {
    const std::lock_guard lock(mutex_);
    return reason_;
}

int status_of(const std::string& answer) {
    return answer.size() < 12 ? 0 : std::atoi(answer.substr(9, 3).c_str());
}

std::string post(std::size_t length, const std::string& more) {
    return "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(length) + "\r\n" +
           more + "\r\n";
}

OneShot::OneShot(std::string bytes) : socket_(bound_socket(port_)) {
    BOOST_REQUIRE(::listen(socket_, 1) == 0);
    thread_ = std::thread([this, bytes = std::move(bytes)] {
        const int peer = ::accept(socket_, nullptr, nullptr);
        if (peer < 0) return;
        char buffer[4096];
        (void)::recv(peer, buffer, sizeof buffer, 0);
        (void)::send(peer, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        ::close(peer);
    });
}

OneShot::~OneShot() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
}

std::uint16_t closed_port() {
    std::uint16_t port = 0;
    ::close(bound_socket(port));
    return port;
}

}  // namespace octospira::http::test
