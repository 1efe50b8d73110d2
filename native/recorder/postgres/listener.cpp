#include "native/recorder/postgres/listener.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "native/recorder/postgres/libpqxx.hpp"

namespace octospira::recorder::postgres {

namespace {

constexpr int kFirstPauseMs = 100;
constexpr int kLongestPauseMs = 5000;
constexpr int kNoSocket = -1;  // poll() passes over it
constexpr int kForever = -1;

}  // namespace

Listener::Listener(Address address, std::shared_ptr<Watchdog> watchdog, std::string owner,
                   std::function<void()> on_change)
    : address_(std::move(address)),
      watchdog_(std::move(watchdog)),
      owner_(std::move(owner)),
      on_change_(std::move(on_change)),
      end_(::eventfd(0, EFD_CLOEXEC)),
      thread_([this] { work(); }) {}

Listener::~Listener() {
    const std::uint64_t one = 1;
    (void)!::write(end_, &one, sizeof one);
    thread_.join();
    ::close(end_);
}

bool Listener::wait(int socket, int milliseconds) {
    std::array<pollfd, 2> files = {{{end_, POLLIN, 0}, {socket, POLLIN, 0}}};
    (void)::poll(files.data(), files.size(), milliseconds);
    return files[0].revents == 0;
}

void Listener::work() {
    int pause = kFirstPauseMs;
    do {
        heard_ = false;
        try {
            listen();
        } catch (const std::exception&) {
            // Whatever it was: the recorder's other connections say it, and it is tried again.
        }
        pause = heard_ ? kFirstPauseMs : std::min(2 * pause, kLongestPauseMs);
    } while (wait(kNoSocket, pause));
}

void Listener::listen() {
    pqxx::connection connection(address_.conninfo);
    const Quiet quiet(connection);
    std::optional<Subscription> subscription;
    {
        const Watchdog::Watch watch(*watchdog_, connection.sock(), address_.patience.answer);
        subscription.emplace(connection, "octospira", [this](const std::string& payload) {
            if (payload != owner_) on_change_();
        });
    }
    heard_ = true;
    on_change_();
    while (wait(connection.sock(), kForever)) {
        connection.get_notifs();
        if (!connection.is_open()) return;
    }
}

}  // namespace octospira::recorder::postgres
