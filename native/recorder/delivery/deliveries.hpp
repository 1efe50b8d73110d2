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

#include "core/flows/record/record.hpp"
#include "native/host/http_host.hpp"
#include "native/recorder/background.hpp"
#include "native/recorder/delivery/delivery.hpp"
#include "native/recorder/delivery/held_leases.hpp"
#include "native/recorder/delivery/octoperf_watch.hpp"
#include "native/recorder/delivery/settlement.hpp"
#include "native/recorder/delivery/spira_watch.hpp"
#include "native/recorder/journal/journal.hpp"
#include "native/recorder/log.hpp"
#include "native/recorder/observer.hpp"

namespace octospira::recorder {

/// The workers that take what is due from the journal and record it in Spira. Deliveries of one
/// bench result come one after the other, and so do posts to one test case (DeliveryMemory); no
/// worker waits for another: a result that cannot be delivered yet is postponed for a moment. No
/// product can take all workers, so one that hangs does not block the others.
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
    /// Lets running deliveries end, for at most `grace`, then cancels their calls. They are
    /// repeated safely after the next start.
    void stop(std::chrono::milliseconds grace);

    [[nodiscard]] int running() const { return running_; }
    [[nodiscard]] int workers() const { return options_.workers + 1; }
    /// Why Spira as a whole is unreachable, as text for the operator; "" while it is reachable.
    [[nodiscard]] std::string spira_trouble() const { return spira_.trouble(); }
    /// Set while results are recorded without OctoPerf's figures, because it fails.
    [[nodiscard]] std::optional<OctoPerfWatch::Pause> figures_pause() const {
        return figures_.pause();
    }

  private:
    using Job = DeliveryJob;
    using Bench = DeliveryBench;

    void work();
    void work_through(Bench& bench);
    void one_job(Bench& bench, Job& job);
    [[nodiscard]] flows::Done deliver(Bench& bench, const Job& job, CountingHost& counting);
    void conclude_figures(const Bench& bench, OctoPerfWatch::Turn turn, const OctoPerfCalls& calls,
                          flows::Done& done);
    void end(Bench& bench, Job& job);
    [[nodiscard]] std::chrono::milliseconds tend();
    void watch_clock();
    [[nodiscard]] std::chrono::milliseconds look_for_retry();
    void lift_pauses();
    [[nodiscard]] bool correct_times();

    [[nodiscard]] std::optional<Job> next(Bench& bench);
    [[nodiscard]] std::optional<std::uint64_t> look();
    [[nodiscard]] std::optional<Job> claim(Bench& bench, bool& more);
    [[nodiscard]] std::optional<Job> take_on(Bench& bench, Pending pending);
    [[nodiscard]] Job prepare(Pending pending);
    [[nodiscard]] bool admit(Bench& bench, Job& job);
    [[nodiscard]] bool takes_slot(Job& job);
    [[nodiscard]] bool passes(Job& job);
    [[nodiscard]] bool holds_test_case(Bench& bench, const Job& job);
    void leave_slot(Job& job);
    void wait(std::uint64_t seen, bool more);

    [[nodiscard]] Result<flows::RecordRequest> request_of(const Pending& pending,
                                                          const std::function<EpochMs()>& clock,
                                                          std::optional<TestCaseId>& launched);
    [[nodiscard]] bool sleep(std::chrono::milliseconds delay);
    [[nodiscard]] host::HttpHostOptions host_options();
    void spira_changed();

    SharedJournal journal_;
    Log& log_;
    Breaker& breaker_;
    Observer& observer_;
    const DeliveryOptions options_;
    host::Hints hints_;
    NamedLocks locks_;
    PostWindows windows_;
    HeldLeases claims_;
    ProductSlots slots_;
    OctoPerfWatch figures_;
    SpiraWatch spira_;
    Settlement settlement_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t wakes_ = 0;        ///< so that a wake between the check and the wait is not lost
    std::uint64_t claims_made_ = 0;  ///< or tried
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
