#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "native/host/http_host.hpp"
#include "native/recorder/delivery_memory.hpp"
#include "native/recorder/journal.hpp"
#include "native/recorder/log.hpp"
#include "native/recorder/schedule.hpp"

namespace octospira::recorder {

struct DeliveryOptions {
    host::SpiraAccess spira;
    std::optional<host::OctoPerfAccess> octoperf = std::nullopt;
    http::ClientOptions client = {};
    int workers = 3;
    Schedule schedule = default_schedule();
    bool caution_on_warnings = false;
    std::optional<ReleaseId> release = std::nullopt;
    std::function<EpochMs()> clock;  ///< from any thread
    std::function<double()> random;  ///< in [0, 1), from any thread
};

/// The workers that take what is due from the journal and record it in Spira. Deliveries of one
/// bench result come one after the other, and so do posts to one test case (DeliveryMemory).
class Deliveries {
  public:
    Deliveries(Journal& journal, Log& log, DeliveryOptions options);
    Deliveries(const Deliveries&) = delete;
    Deliveries& operator=(const Deliveries&) = delete;
    ~Deliveries();

    void start();
    /// Something new may be due. From any thread.
    void wake();
    /// Lets what is in hand end, for at most `grace`; then cuts its calls. What was cut is repeated
    /// safely after the next start.
    void stop(std::chrono::milliseconds grace);

    [[nodiscard]] bool running() const { return running_ > 0; }

  private:
    void work();
    [[nodiscard]] std::optional<Pending> next();
    [[nodiscard]] std::optional<Pending> claim();
    void wait(std::unique_lock<std::mutex>& lock);
    void deliver(const Pending& pending, host::HttpHost& host);
    [[nodiscard]] Result<flows::RecordRequest> request_of(const Pending& pending);
    void settle(const Pending& pending, const flows::Done& done, std::optional<int> retry_after_s);
    void put_off(Finished& finished, const Error& error, std::optional<int> retry_after_s);
    void report(const Pending& pending, const Finished& finished, const flows::Done& done);
    [[nodiscard]] bool sleep(std::chrono::milliseconds delay);
    [[nodiscard]] host::HttpHostOptions host_options();

    SharedJournal journal_;
    Log& log_;
    const DeliveryOptions options_;
    host::Hints hints_;
    Turns turns_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::set<std::string> in_hand_;  ///< bench results being delivered
    std::uint64_t wakes_ = 0;        ///< so that a wake between a look and the wait is not lost
    bool stopping_ = false;
    std::atomic<bool> cut_{false};
    std::atomic<int> running_{0};
    std::vector<std::thread> workers_;
};

}  // namespace octospira::recorder
