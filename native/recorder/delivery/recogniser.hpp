#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <memory>

#include "core/flows/record/run_search.hpp"
#include "native/host/http_host.hpp"
#include "native/recorder/background.hpp"
#include "native/recorder/journal/journal.hpp"
#include "native/recorder/log.hpp"
#include "native/recorder/no_memory.hpp"

namespace octospira::recorder {

/// Checks from time to time whether the run of a dead letter or a conflict is in Spira: it was
/// stored late, or a user recorded it. It is then marked as recorded, and needs no operator. Only
/// those whose test case is known, a few at a time, the newest first.
class Recogniser {
  public:
    struct Dependencies {
        std::unique_ptr<Journal> journal;
        Log& log;
        std::function<EpochMs()> clock;
        std::function<bool()> reachable;  ///< whether Spira is
        std::chrono::milliseconds pause = std::chrono::minutes(5);
    };

    /// Of `options` the access to Spira, the client's settings and the random source are used.
    Recogniser(const host::HttpHostOptions& options, Dependencies with);
    Recogniser(const Recogniser&) = delete;
    Recogniser& operator=(const Recogniser&) = delete;
    ~Recogniser() { stop(); }

    void start() { thread_.start(); }
    /// Cancels the current call.
    void stop();

  private:
    /// One of the states that are looked through, and how far.
    struct Pass {
        State state;
        std::int64_t before = 0;
    };

    [[nodiscard]] std::chrono::milliseconds turn();
    void look_through(Pass& pass);
    void look_for(const DeliverySummary& row);
    void recognise(const DeliverySummary& row, const flows::RunPlace& place,
                   const spira::StoredRun& run);

    Dependencies with_;
    NoMemory memory_;
    std::unique_ptr<host::HttpHost> host_;
    std::array<Pass, 2> passes_{{{State::dead}, {State::conflict}}};
    std::atomic<bool> stopping_{false};
    Background thread_;  // last: it uses the others
};

}  // namespace octospira::recorder
