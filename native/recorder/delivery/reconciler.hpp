#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "native/host/http_host.hpp"
#include "native/recorder/background.hpp"
#include "native/recorder/journal/journal.hpp"
#include "native/recorder/log.hpp"
#include "native/recorder/observer.hpp"

namespace octospira::recorder {

/// Polls OctoPerf for launches without a result, and adds the result to the journal as a
/// notification would: a notification that arrives later is a duplicate.
class Reconciler {
  public:
    struct Dependencies {
        std::unique_ptr<Journal> journal;
        Log& log;
        Observer& observer;
        std::function<EpochMs()> clock;
        std::function<double()> random;  ///< in [0, 1)
        std::function<void()> wake;      ///< called when there is something to deliver
    };

    Reconciler(host::OctoPerfAccess octoperf, http::ClientOptions client, Dependencies with);
    Reconciler(const Reconciler&) = delete;
    Reconciler& operator=(const Reconciler&) = delete;
    ~Reconciler() { stop(); }

    void start() { thread_.start(); }
    /// A launch was registered.
    void wake() { thread_.wake(); }
    /// Cancels the current call; the launch is polled again later.
    void stop();

  private:
    [[nodiscard]] std::chrono::milliseconds turn();
    void ask(const Watched& watched);
    void conclude(const Watched& watched, const Json& details);
    void put_off(const Watched& watched, const flows::Done& done);
    void again(const Watched& watched, std::optional<EpochMs> next,
               std::optional<std::int64_t> expected_ms = std::nullopt);

    Dependencies with_;
    std::unique_ptr<host::Memory> memory_;
    std::unique_ptr<host::HttpHost> host_;
    std::atomic<bool> stopping_{false};
    Background thread_;  // last: it uses the others
};

}  // namespace octospira::recorder
