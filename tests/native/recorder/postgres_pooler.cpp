#include "tests/native/recorder/postgres_pooler.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <utility>
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

void send_all(int to, const std::string& data) {
    (void)!::send(to, data.data(), data.size(), MSG_NOSIGNAL);
}

/// Whether these messages end with ReadyForQuery: a letter and a length of four bytes each.
bool is_whole(const std::string& messages) {
    std::size_t at = 0;
    char last = 0;
    while (at + 5 <= messages.size()) {
        std::size_t length = 0;
        for (std::size_t i = 1; i <= 4; ++i) {
            length = length * 256 + static_cast<unsigned char>(messages[at + i]);
        }
        last = messages[at];
        at += 1 + length;
    }
    return at == messages.size() && last == 'Z';
}

}  // namespace

PostgresPooler::PostgresPooler(const std::string& folder, int port, std::string socket)
    : socket_(std::move(socket)),
      path_(folder + "/.s.PGSQL." + std::to_string(port)),
      listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      end_(::eventfd(0, EFD_CLOEXEC)),
      server_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const sockaddr_un ours = address_of(path_);
    const sockaddr_un theirs = address_of(socket_);
    BOOST_REQUIRE(::connect(server_, any(theirs), sizeof theirs) == 0);
    BOOST_REQUIRE(::bind(listener_, any(ours), sizeof ours) == 0);
    BOOST_REQUIRE(::listen(listener_, 8) == 0);
    thread_ = std::thread([this] { work(); });
}

PostgresPooler::~PostgresPooler() {
    const std::uint64_t one = 1;
    (void)!::write(end_, &one, sizeof one);
    thread_.join();
    for (const int file : {listener_, end_, server_}) ::close(file);
    ::unlink(path_.c_str());
}

void PostgresPooler::work() {
    while (true) {
        std::vector<pollfd> files = {{end_, POLLIN, 0}, {listener_, POLLIN, 0}};
        for (const auto& [client, greeted] : clients_) files.push_back({client, POLLIN, 0});
        (void)::poll(files.data(), files.size(), -1);
        if (files[0].revents != 0) break;
        if (files[1].revents != 0) {
            clients_[::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)] = false;
        }
        for (std::size_t i = 2; i < files.size(); ++i) {
            if (files[i].revents == 0 || serve(files[i].fd)) continue;
            ::close(files[i].fd);
            clients_.erase(files[i].fd);
        }
    }
    for (const auto& [client, greeted] : clients_) ::close(client);
}

bool PostgresPooler::serve(int client) {
    std::array<char, 65536> data;
    const ssize_t size = ::recv(client, data.data(), data.size(), 0);
    if (size <= 0) return false;
    const std::string request(data.data(), static_cast<std::size_t>(size));
    const bool greeted = std::exchange(clients_[client], true);
    if (greeted && request.front() == 'X') return false;  // Terminate: of the client alone
    if (!greeted && !greeting_.empty()) {
        send_all(client, greeting_);
        return true;
    }
    send_all(server_, request);
    const std::string answered = answer();
    if (!greeted) greeting_ = answered;
    send_all(client, answered);
    return !answered.empty();
}

std::string PostgresPooler::answer() {
    std::string all;
    std::array<char, 65536> data;
    while (!is_whole(all)) {
        const ssize_t size = ::recv(server_, data.data(), data.size(), 0);
        if (size <= 0) return {};
        all.append(data.data(), static_cast<std::size_t>(size));
    }
    return all;
}

}  // namespace octospira::recorder::test
