#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/flows/record.hpp"
#include "native/host/http_host.hpp"
#include "native/recorder/background.hpp"
#include "native/recorder/breaker.hpp"
#include "native/recorder/delivery_memory.hpp"
#include "native/recorder/journal.hpp"
#include "native/recorder/log.hpp"
#include "native/recorder/observer.hpp"
#include "native/recorder/points.hpp"
#include "native/recorder/product_options.hpp"
#include "native/recorder/schedule.hpp"

namespace octospira::recorder {

struct DeliveryOptions {
    host::SpiraAccess spira;
    std::optional<host::OctoPerfAccess> octoperf = std::nullopt;
    http::ClientOptions client = {};
    int workers = 3;
    Schedule schedule = default_schedule();
    ProductTable products = {};
    std::function<EpochMs()> clock;  ///< from any thread
    std::function<double()> random;  ///< in [0, 1), from any thread
    AtPoint at = {};
};

/// The workers that take what is due from the journal and record it in Spira. Deliveries of one
/// bench result come one after the other, and so do posts to one test case (DeliveryMemory).
class Deliveries {
  public:
    Deliveries(Journal& journal, Log& log, Breaker& breaker, Observer& observer,
               DeliveryOptions options);
    Deliveries(const Deliveries&) = delete;
    Deliveries& operator=(const Deliveries&) = delete;
    ~Deliveries();

    void start();
    /// Something new may be due. From any thread.
    void wake();
    /// Lets what is in hand end, for at most `grace`; then cuts its calls. What was cut is repeated
    /// safely after the next start.
    void stop(std::chrono::milliseconds grace);

    [[nodiscard]] int running() const { return running_; }

  private:
    /// A delivery in hand.
    struct Job {
        Pending pending;
        Breaker::Pass pass = Breaker::Pass::regular;
        EpochMs begun = 0;
    };

    void work();
    void renew_claims();
    void give_back(std::int64_t id);
    [[nodiscard]] std::optional<Job> next();
    [[nodiscard]] std::optional<std::uint64_t> look();
    [[nodiscard]] std::optional<Job> claim();
    void wait(std::uint64_t seen);
    void deliver(const Job& job, host::HttpHost& host);
    [[nodiscard]] Result<flows::RecordRequest> request_of(const Pending& pending);
    void interrupted(const Job& job, const flows::Done& done);
    void settle(const Job& job, const flows::Done& done, host::HttpHost& host);
    void put_off(const Job& job, Finished& finished, const Error& error,
                 std::optional<int> retry_after_s);
    [[nodiscard]] bool sleep(std::chrono::milliseconds delay);
    [[nodiscard]] host::HttpHostOptions host_options();

    SharedJournal journal_;
    Log& log_;
    Breaker& breaker_;
    Observer& observer_;
    const DeliveryOptions options_;
    host::Hints hints_;
    Turns turns_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::int64_t> in_hand_;  ///< notifications being delivered
    std::vector<std::int64_t> left_;     ///< claims that could not be given back yet
    std::uint64_t wakes_ = 0;            ///< so that a wake between a look and the wait is not lost
    bool stopping_ = false;
    std::atomic<bool> cut_{false};
    std::atomic<int> running_{0};
    std::vector<std::thread> workers_;
    Background renewal_;
};

}  // namespace octospira::recorder
