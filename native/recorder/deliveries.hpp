#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/flows/record.hpp"
#include "native/host/http_host.hpp"
#include "native/recorder/background.hpp"
#include "native/recorder/blame.hpp"
#include "native/recorder/breaker.hpp"
#include "native/recorder/deferrals.hpp"
#include "native/recorder/delivery_memory.hpp"
#include "native/recorder/journal.hpp"
#include "native/recorder/log.hpp"
#include "native/recorder/observer.hpp"
#include "native/recorder/octoperf_watch.hpp"
#include "native/recorder/points.hpp"
#include "native/recorder/product_options.hpp"
#include "native/recorder/product_slots.hpp"
#include "native/recorder/schedule.hpp"
#include "native/recorder/spira_watch.hpp"

namespace octospira::recorder {

struct DeliveryOptions {
    host::SpiraAccess spira;
    std::optional<host::OctoPerfAccess> octoperf = std::nullopt;
    http::ClientOptions client = {};
    /// Deliveries of one product at the same time. One more worker is there for the other products.
    int workers = 3;
    Schedule schedule = default_schedule();
    /// A run that was posted may be stored for so long afterwards.
    std::chrono::milliseconds post_window = std::chrono::seconds(115);
    double pace = 1;  ///< see RecorderOptions
    ProductTable products = {};
    FiguresPauses figures = {};
    std::function<EpochMs()> clock;  ///< the wall clock, from any thread
    std::function<double()> random;  ///< in [0, 1), from any thread
    AtPoint at = {};
};

/// The workers that take what is due from the journal and record it in Spira. Deliveries of one
/// bench result come one after the other, and so do posts to one test case (DeliveryMemory); no
/// worker waits for another: what may not be delivered yet is put aside for a moment. No product
/// has all workers, so one that hangs does not hold the others.
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
    [[nodiscard]] int workers() const { return options_.workers + 1; }
    /// Why Spira as a whole is not reachable, for a person; "" while it is.
    [[nodiscard]] std::string spira_trouble() const { return spira_.trouble(); }
    /// Set while results are recorded without OctoPerf's figures, because it fails.
    [[nodiscard]] std::optional<OctoPerfWatch::Pause> figures_pause() const {
        return figures_.pause();
    }

  private:
    /// A delivery in hand.
    struct Job {
        Pending pending;
        Result<flows::RecordRequest> request;
        Breaker::Candidate candidate;
        Breaker::Pass pass = Breaker::Pass::regular;
        Breaker::Time begun = {};
        std::function<EpochMs()> clock = {};  ///< its own, which no step of the wall clock reaches
        std::optional<ProductSlots::Slot> slot = std::nullopt;
    };
    /// What one worker works with.
    struct Bench {
        DeliveryMemory& memory;
        host::HttpHost& host;
    };
    /// How an attempt talked with Spira.
    struct Heard {
        SpiraCalls calls;
        std::optional<int> retry_after_s;
    };

    void work();
    void work_through(Bench& bench);
    void one_job(Bench& bench, Job& job);
    [[nodiscard]] flows::Done deliver(Bench& bench, const Job& job, CountingHost& counting);
    void conclude_figures(const Bench& bench, OctoPerfWatch::Turn turn, const OctoPerfCalls& calls,
                          flows::Done& done);
    void end(Bench& bench, Job& job);
    [[nodiscard]] std::chrono::milliseconds tend();
    void renew_claims();
    void watch_clock();
    [[nodiscard]] std::chrono::milliseconds look_for_retry();
    void lift_pauses();
    [[nodiscard]] bool correct_times();
    void give_back(std::int64_t id);
    void give_back_unused(std::int64_t id);
    void let_go(std::int64_t id);

    [[nodiscard]] std::optional<Job> next(Bench& bench);
    [[nodiscard]] std::optional<std::uint64_t> look();
    [[nodiscard]] std::optional<Job> claim(Bench& bench, bool& more);
    [[nodiscard]] Result<std::optional<Pending>> claim_one(bool newest);
    [[nodiscard]] std::optional<Job> take_on(Bench& bench, Pending pending);
    [[nodiscard]] Job prepare(Pending pending);
    [[nodiscard]] bool admit(Bench& bench, Job& job);
    [[nodiscard]] bool takes_slot(Job& job);
    [[nodiscard]] bool passes(Job& job);
    [[nodiscard]] bool holds_test_case(Bench& bench, const Job& job);
    void leave_slot(Job& job);
    void defer(std::int64_t id, const std::string& waits_for, std::chrono::milliseconds time);
    void release(const std::string& waits_for, bool all);
    void wait(std::uint64_t seen, bool more);

    [[nodiscard]] Result<flows::RecordRequest> request_of(const Pending& pending,
                                                          const std::function<EpochMs()>& clock);
    void interrupted(const Bench& bench, const Job& job, const flows::Done& done);
    void settle(Bench& bench, const Job& job, const flows::Done& done, const SpiraCalls& calls);
    void write_down(const Job& job, const Finished& finished, const flows::Done& done);
    void succeeded(const Job& job, const SpiraCalls& calls);
    void failed(const Job& job, Finished& finished, const flows::Done& done, const Heard& heard);
    [[nodiscard]] std::chrono::milliseconds until_over(EpochMs left) const;
    [[nodiscard]] Blame ask_whose(Blame blame);
    void fail_product(const Job& job, Finished& finished, bool refused,
                      std::optional<int> retry_after_s);
    void put_off(Finished& finished, std::optional<int> retry_after_s, bool for_ever = false);
    void put_off_freely(Finished& finished, std::chrono::milliseconds delay) const;
    [[nodiscard]] std::chrono::milliseconds short_delay() const;

    [[nodiscard]] bool sleep(std::chrono::milliseconds delay);
    [[nodiscard]] host::HttpHostOptions host_options();
    void spira_changed();

    SharedJournal journal_;
    Log& log_;
    Breaker& breaker_;
    Observer& observer_;
    const DeliveryOptions options_;
    host::Hints hints_;
    Turns turns_;
    PostWindows windows_;
    Deferrals deferrals_;
    ProductSlots slots_;
    OctoPerfWatch figures_;
    SpiraWatch spira_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::int64_t> in_hand_;  ///< notifications being delivered
    std::vector<std::int64_t> left_;     ///< claims that could not be given back yet
    std::uint64_t wakes_ = 0;            ///< so that a wake between a look and the wait is not lost
    std::uint64_t claims_ = 0;           ///< tried so far
    bool stopping_ = false;
    std::atomic<bool> cut_{false};
    std::atomic<int> running_{0};
    std::vector<std::thread> workers_;
    bool times_correct_ = false;  ///< of the journal, since the start; tend()'s alone
    EpochMs wall_ = 0;            ///< both clocks as they were seen last, by tend()
    Breaker::Time steady_ = {};
    std::optional<std::string> retry_asked_;  ///< kRetryAsked; look_for_retry()'s alone
    bool knows_retry_ = false;                ///< it has been read
    Background tending_;
    Background operator_;
};

}  // namespace octospira::recorder
