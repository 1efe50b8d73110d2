#include "tests/native/recorder/postgres_relay.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <vector>

namespace octospira::recorder::test {

namespace {

sockaddr_un address_of(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    BOOST_REQUIRE(path.size() < sizeof address.sun_path);
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

const sockaddr* any(const sockaddr_un& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

bool send_all(int to, const char* data, std::size_t size) {
    while (size > 0) {
        const ssize_t sent = ::send(to, data, size, MSG_NOSIGNAL);
        if (sent <= 0) return false;
        data += sent;
        size -= static_cast<std::size_t>(sent);
    }
    return true;
}

}  // namespace

PostgresRelay::PostgresRelay(std::string folder, int port, std::string socket)
    : socket_(std::move(socket)),
      path_(std::move(folder) + "/.s.PGSQL." + std::to_string(port)),
      listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      end_(::eventfd(0, EFD_CLOEXEC)) {
    const sockaddr_un address = address_of(path_);
    BOOST_REQUIRE(::bind(listener_, any(address), sizeof address) == 0);
    BOOST_REQUIRE(::listen(listener_, 8) == 0);
    thread_ = std::thread([this] { work(); });
}

PostgresRelay::~PostgresRelay() {
    const std::uint64_t one = 1;
    (void)!::write(end_, &one, sizeof one);
    thread_.join();
    ::close(listener_);
    ::close(end_);
    ::unlink(path_.c_str());
}

void PostgresRelay::work() {
    std::vector<std::thread> connections;
    std::array<pollfd, 2> files = {{{end_, POLLIN, 0}, {listener_, POLLIN, 0}}};
    while (true) {
        (void)::poll(files.data(), files.size(), -1);
        if (files[0].revents != 0) break;
        const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_un address = address_of(socket_);
        if (::connect(server, any(address), sizeof address) == 0) {
            connections.emplace_back([this, client, server] { pass_on(client, server); });
        } else {
            ::close(client);
            ::close(server);
        }
    }
    for (std::thread& connection : connections) connection.join();
}

void PostgresRelay::pass_on(int client, int server) {
    std::array<char, 8192> data;
    std::array<pollfd, 3> files = {{{end_, POLLIN, 0}, {client, POLLIN, 0}, {server, POLLIN, 0}}};
    while (true) {
        (void)::poll(files.data(), files.size(), -1);
        if (files[0].revents != 0) break;
        const bool from_server = files[2].revents != 0;
        const ssize_t size = ::recv(from_server ? server : client, data.data(), data.size(), 0);
        if (size <= 0) break;
        if (from_server && lose_.exchange(false)) break;
        if (!send_all(from_server ? client : server, data.data(), static_cast<std::size_t>(size))) {
            break;
        }
    }
    ::close(client);
    ::close(server);
}

}  // namespace octospira::recorder::test
