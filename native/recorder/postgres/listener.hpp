#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "native/recorder/postgres/address.hpp"
#include "native/recorder/postgres/watchdog.hpp"

namespace octospira::recorder::postgres {

/// Receives changes made by the other recorders of a journal, on its own thread and connection. It
/// reconnects automatically, however long the server is unreachable.
class Listener {
  public:
    /// `on_change` is called when another recorder than `owner` has made something due, and each
    /// time it starts to listen, because earlier changes are unknown.
    Listener(Address address, std::shared_ptr<Watchdog> watchdog, std::string owner,
             std::function<void()> on_change);
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener();

  private:
    void work();
    /// Until the connection breaks or the end. Throws what libpqxx throws.
    void listen();
    /// False at the end.
    [[nodiscard]] bool wait(int socket, int milliseconds);

    const Address address_;
    std::shared_ptr<Watchdog> watchdog_;
    const std::string owner_;
    const std::function<void()> on_change_;
    int end_ = -1;        ///< an eventfd: readable at the end
    bool heard_ = false;  ///< listening has begun since the last failure
    std::thread thread_;  // last: it uses all of them
};

}  // namespace octospira::recorder::postgres
