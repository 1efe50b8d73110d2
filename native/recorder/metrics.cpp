#include "native/recorder/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace octospira::recorder {

namespace {

using prometheus::Counter;
using prometheus::Gauge;
using prometheus::Histogram;
using Buckets = Histogram::BucketBoundaries;

constexpr std::array<std::string_view, 6> kRefusals = {"address", "credentials", "limited",
                                                       "network", "content",     "busy"};
/// Of State, in its order: what an attempt left the notification in.
constexpr std::array<std::string_view, 5> kAttempts = {"put_off", "recorded", "ignored", "conflict",
                                                       "dead"};
constexpr std::array<std::string_view, 4> kReconciliations = {"running", "ended", "gone", "failed"};
/// Of BreakerState, in its order.
constexpr std::array<std::string_view, 2> kBreakerStates = {"closed", "open"};

template <class Enum>
std::size_t index_of(Enum value) {
    return static_cast<std::size_t>(value);
}

/// From the fastest that is worth telling apart to a retry schedule's end, in seconds.
Buckets delivery_buckets() {
    return {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600, 36'000};
}
Buckets commit_buckets() {
    return {0.000'25, 0.000'5, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.25, 1};
}
Buckets group_buckets() {
    return {1, 2, 4, 8, 16, 32, 64, 128, 256};
}

/// One series per value of a label, made at the start: a rate over a series that comes into being
/// with its first event misses that event.
template <class Metric, std::size_t Size>
std::array<Metric*, Size> by_label(prometheus::Family<Metric>& family, const char* label,
                                   const std::array<std::string_view, Size>& values) {
    std::array<Metric*, Size> all{};
    for (std::size_t i = 0; i < Size; ++i) all[i] = &family.Add({{label, std::string(values[i])}});
    return all;
}

}  // namespace

struct Metrics::Series {
    prometheus::Registry registry;

    Counter& counter(const char* name, const char* help) { return counters(name, help).Add({}); }
    prometheus::Family<Counter>& counters(const char* name, const char* help) {
        return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
    }
    Gauge& gauge(const char* name, const char* help) { return gauges(name, help).Add({}); }
    prometheus::Family<Gauge>& gauges(const char* name, const char* help) {
        return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
    }
    Histogram& histogram(const char* name, const char* help, const Buckets& buckets) {
        auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
        return family.Add({}, buckets);
    }

    Counter& accepted = counter("octospira_notifications_accepted_total",
                                "Notifications with a verdict that were stored for delivery.");
    Counter& duplicates = counter("octospira_notifications_duplicate_total",
                                  "Notifications that were in the journal already.");
    Counter& ignored =
        counter("octospira_notifications_ignored_total", "Notifications that carried no verdict.");
    Counter& conflicts =
        counter("octospira_notifications_conflict_total",
                "Notifications with another verdict than an earlier one of the same run.");
    Counter& launches =
        counter("octospira_launches_registered_total", "Launches that the page registered.");
    std::array<Counter*, 6> refused =
        by_label(counters("octospira_requests_refused_total", "Requests refused, by cause."),
                 "cause", kRefusals);
    Histogram& commit_seconds =
        histogram("octospira_commit_seconds",
                  "How long it took to write a group of arrivals to disk.", commit_buckets());
    Histogram& commit_arrivals = histogram(
        "octospira_commit_arrivals", "Arrivals that shared one transaction.", group_buckets());

    std::array<Counter*, 5> attempts =
        by_label(counters("octospira_delivery_attempts_total",
                          "Attempts to record a result in Spira, by outcome."),
                 "outcome", kAttempts);
    Histogram& delivery_seconds = histogram(
        "octospira_delivery_seconds",
        "From a notification's arrival until it was recorded in Spira.", delivery_buckets());
    Counter& twice = counter("octospira_results_recorded_twice_total",
                             "Results found with more than one test run in Spira.");
    std::array<Gauge*, 2> breaker = by_label(
        gauges("octospira_breaker_state", "1 for the current state of Spira's circuit breaker."),
        "state", kBreakerStates);
    Gauge& account_refused = gauge("octospira_spira_account_refused",
                                   "1 while Spira refuses the recorder's account, else 0.");
    Gauge& products_paused =
        gauge("octospira_products_paused",
              "Products for which Spira fails or refuses, while it is otherwise reachable.");
    Gauge& figures_paused =
        gauge("octospira_figures_paused",
              "1 while results are recorded without OctoPerf's figures because it fails, else 0.");
    std::array<Counter*, 4> reconciliations =
        by_label(counters("octospira_reconciliations_total",
                          "Times OctoPerf was polled for a launch without a result, by outcome."),
                 "outcome", kReconciliations);

    Counter& log_lines_dropped =
        counter("octospira_log_lines_dropped_total",
                "Log lines lost because they were not read in time or the disk was full.");

    Gauge& queue_depth =
        gauge("octospira_queue_notifications", "Notifications waiting for delivery.");
    Gauge& queue_age = gauge("octospira_queue_oldest_age_seconds",
                             "How long the oldest of them has waited; 0 when none is waiting.");
    Gauge& dead =
        gauge("octospira_dead_letters", "Notifications that were given up and need an operator.");
    Gauge& conflicting =
        gauge("octospira_conflicts", "Notifications in conflict with another of the same run.");
    prometheus::Family<Gauge>& build_info =
        gauges("octospira_build_info", "1, labelled with the recorder's version.");
    Gauge& started = gauge("process_start_time_seconds",
                           "When the process started, in seconds since 1970-01-01 UTC.");
};

Metrics::Metrics(EpochMs started) : series_(std::make_unique<Series>()) {
    series_->build_info.Add({{"version", OCTOSPIRA_VERSION}}).Set(1);
    series_->started.Set(static_cast<double>(started) / 1000);
    Metrics::breaker(BreakerState::closed);
}

Metrics::~Metrics() = default;

void Metrics::log_lines_dropped(std::uint64_t total) {
    const double more = static_cast<double>(total) - series_->log_lines_dropped.Value();
    if (more > 0) series_->log_lines_dropped.Increment(more);
}

void Metrics::accepted() {
    series_->accepted.Increment();
}

void Metrics::duplicate() {
    series_->duplicates.Increment();
}

void Metrics::ignored() {
    series_->ignored.Increment();
}

void Metrics::conflict() {
    series_->conflicts.Increment();
}

void Metrics::launch() {
    series_->launches.Increment();
}

void Metrics::refused(Refusal cause) {
    series_->refused[index_of(cause)]->Increment();
}

void Metrics::committed(double seconds, std::size_t group) {
    series_->commit_seconds.Observe(seconds);
    series_->commit_arrivals.Observe(static_cast<double>(group));
}

void Metrics::attempted(State left) {
    series_->attempts[index_of(left)]->Increment();
}

void Metrics::delivered(double seconds) {
    series_->delivery_seconds.Observe(seconds);
}

void Metrics::recorded_twice() {
    series_->twice.Increment();
}

void Metrics::breaker(BreakerState now) {
    for (std::size_t i = 0; i < series_->breaker.size(); ++i)
        series_->breaker[i]->Set(i == index_of(now) ? 1 : 0);
}

void Metrics::account_refused(bool now) {
    series_->account_refused.Set(now ? 1 : 0);
}

void Metrics::products_paused(std::size_t count) {
    series_->products_paused.Set(static_cast<double>(count));
}

void Metrics::figures_paused(bool now) {
    series_->figures_paused.Set(now ? 1 : 0);
}

void Metrics::reconciled(std::string_view outcome) {
    const auto* const known = std::find(kReconciliations.begin(), kReconciliations.end(), outcome);
    // An outcome that is not known here must not make a series of its own.
    const auto* const label = known == kReconciliations.end() ? known - 1 : known;
    series_->reconciliations[static_cast<std::size_t>(label - kReconciliations.begin())]
        ->Increment();
}

void Metrics::refresh(const StateCounts& tally, EpochMs now) {
    const EpochMs since = tally.oldest_pending.value_or(now);
    series_->queue_depth.Set(static_cast<double>(tally.pending));
    series_->queue_age.Set(now > since ? static_cast<double>(now - since) / 1000 : 0);
    series_->dead.Set(static_cast<double>(tally.dead));
    series_->conflicting.Set(static_cast<double>(tally.conflict));
}

std::string Metrics::text() const {
    return prometheus::TextSerializer().Serialize(series_->registry.Collect());
}

}  // namespace octospira::recorder
