#include "native/simulators/octoperf/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace octospira::simulators::octoperf {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kHits = 2690;        ///< of a complete run
constexpr double kMegabytes = 26.64;  ///< received, of a complete run
constexpr double kPlannedSeconds = 300;
constexpr double kSeconds = 0.45;   ///< average response time
constexpr double kFirstSample = 4;  ///< percent of progress
constexpr double kAlarmsFrom = 40;  ///< percent of progress

/// What every metric follows from.
struct Totals {
    double hits = 0;
    double errors = 0;
    double megabytes = 0;
    double seconds = 0;  ///< of load, uncompressed
    double average = kNaN;
};

/// `done`: 0–1, how much of the load is counted.
Totals totals(const Run& run, double done) {
    Totals t;
    if (done * 100 < kFirstSample) return t;
    t.hits = std::max(1.0, std::round(kHits * done));
    t.errors = std::round(t.hits * run.behaviour.error_percent / 100);
    t.megabytes = std::round(kMegabytes * done * 100) / 100;
    t.seconds = kPlannedSeconds * done;
    t.average = std::round(1000 * kSeconds * (1 + 0.2 * std::sin(6 * done) * (1 - done))) / 1000;
    return t;
}

struct Factor {
    std::string_view name;
    double factor;
};
constexpr Factor kTimeSuffixes[] = {{"AVG", 1},
                                    {"MIN", 0.12},
                                    {"MAX", 6.4},
                                    {"MEDIAN", 0.9},
                                    {"STD", 0.35},
                                    {"PERCENTILE_80", 1.3},
                                    {"PERCENTILE_90", 1.8},
                                    {"PERCENTILE_95", 2.4},
                                    {"PERCENTILE_99", 4.1}};
constexpr Factor kTimeFamilies[] = {
    {"RESPONSE_TIME_", 1}, {"LATENCY_", 0.8}, {"CONNECT_TIME_", 0.1}};

std::optional<double> time_metric(const Totals& t, std::string_view id) {
    for (const Factor& family : kTimeFamilies) {
        if (!id.starts_with(family.name)) continue;
        const std::string_view suffix = id.substr(family.name.size());
        // A score between 0 and 1, not a time.
        if (suffix == "APDEX") return std::isnan(t.average) ? kNaN : 0.94;
        for (const Factor& each : kTimeSuffixes) {
            if (each.name == suffix) return t.average * family.factor * each.factor;
        }
    }
    return std::nullopt;
}

double ratio(double part, double whole) {
    return whole == 0 ? kNaN : part / whole;
}

std::optional<double> value(const Totals& t, std::string_view id) {
    if (id == "HITS_TOTAL") return t.hits;
    if (id == "HITS_RATE") return ratio(t.hits, t.seconds);
    if (id == "HITS_SUCCESSFUL_TOTAL") return t.hits - t.errors;
    if (id == "HITS_SUCCESSFUL_PERCENT") return 100 * ratio(t.hits - t.errors, t.hits);
    if (id == "ERRORS_TOTAL") return t.errors;
    if (id == "ERRORS_RATE") return ratio(t.errors, t.seconds);
    if (id == "ERRORS_PERCENT") return 100 * ratio(t.errors, t.hits);
    if (id == "THROUGHPUT_TOTAL") return t.megabytes;
    if (id == "THROUGHPUT_RATE") return ratio(t.megabytes, t.seconds);
    if (id == "SENT_BYTES_TOTAL") return t.megabytes / 20;
    if (id == "SENT_BYTES_RATE") return ratio(t.megabytes / 20, t.seconds);
    return time_metric(t, id);
}

/// How long after its end a run's last samples still come in.
std::int64_t settling_ms(const Run& run) {
    return std::clamp<std::int64_t>(run.run_time.count() / 10, 500, 2'000);
}

std::optional<double> settled(const Run& run, std::string_view id, double done) {
    const Totals t = totals(run, done);
    // Counts are whole, so their quotient would only be close to what the scenario promises.
    if (id == "ERRORS_PERCENT" && t.hits > 0) return run.behaviour.error_percent;
    return value(t, id);
}

}  // namespace

double progress_of(const Run& run, EpochMs now) {
    if (run.running_since == 0) return 0;
    if (run.state == State::finished) return 100;
    const auto until = run.ended != 0 ? run.ended : now;
    const double elapsed = static_cast<double>(until - run.running_since);
    const double planned = static_cast<double>(running_time(run).count());
    return std::clamp(std::round(10'000 * elapsed / planned) / 100, 0.0, 99.99);
}

std::optional<double> metric(const Run& run, std::string_view id, EpochMs now) {
    const double done = progress_of(run, now) / 100;
    if (run.ended == 0) return value(totals(run, done), id);
    if (now - run.ended < settling_ms(run)) return value(totals(run, done * 0.985), id);
    return settled(run, id, done);
}

std::optional<double> final_metric(const Run& run, std::string_view id) {
    return settled(run, id, progress_of(run, run.ended) / 100);
}

std::vector<std::string> alarms_of(const Run& run, EpochMs now) {
    if (progress_of(run, now) < kAlarmsFrom) return {};
    return run.behaviour.alarms;
}

}  // namespace octospira::simulators::octoperf
