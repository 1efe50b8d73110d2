#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/time.hpp"
#include "native/recorder/journal/journal_entries.hpp"
#include "native/recorder/observer.hpp"

namespace octospira::recorder {

/// Why a request was refused: the label `cause`. A fixed set, because every value of a label is a
/// series that Prometheus keeps.
enum class Refusal {
    address,      ///< no such address, or not by this method
    credentials,  ///< missing or wrong
    limited,      ///< too many wrong credentials from there
    network,      ///< not on the list of networks
    content,      ///< not a notification, not a launch, too large
    busy,         ///< the journal is behind or cannot be written
};

/// The metrics for Prometheus. Every method may be called from any thread and costs an atomic
/// addition or two; histograms take a lock of their own. No label comes from outside.
class Metrics : public Observer {
  public:
    /// `started`: when the process did.
    explicit Metrics(EpochMs started);
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;
    ~Metrics() override;

    // ---- requests
    void accepted();
    void duplicate();
    void ignored();
    void conflict();
    void launch();
    void refused(Refusal cause);
    /// One transaction of the journal: how long its commit took, and how many arrivals it held.
    void committed(double seconds, std::size_t group) override;

    // ---- delivery
    void attempted(State left) override;
    void delivered(double seconds) override;
    void recorded_twice() override;
    void breaker(BreakerState now) override;
    void account_refused(bool now) override;
    void products_paused(std::size_t count) override;
    void figures_paused(bool now) override;
    void reconciled(std::string_view outcome) override;

    /// Log::dropped(), when Prometheus asks.
    void log_lines_dropped(std::uint64_t total);
    /// The journal's figures for a scrape.
    void refresh(const StateCounts& tally, EpochMs now);

    /// All of it in Prometheus' text exposition format 0.0.4.
    [[nodiscard]] std::string text() const;

    static constexpr const char* kContentType = "text/plain; version=0.0.4; charset=utf-8";

  private:
    struct Series;
    std::unique_ptr<Series> series_;
};

}  // namespace octospira::recorder
