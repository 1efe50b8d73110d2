#include "core/flows/follow/live_figures.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/texts/texts.hpp"

namespace octospira::flows {

namespace {

constexpr std::int64_t kHundredthOfMinuteMs = 600;
constexpr std::size_t kMaxPoints = 120;

/// Every second one goes.
void thin(Json& points) {
    for (std::size_t k = 1; k < points.size(); ++k) points.erase(k);
}

}  // namespace

/// Progress is a percentage by most readings, a fraction of 1 by another (§3.6). Once it was above
/// 1 it is a percentage. Below, whichever is nearer to what the clock says, once that is more than
/// 3 % of what was planned.
void LiveFigures::take_progress(std::optional<double> progress, const LastRun& run,
                                std::int64_t elapsed) {
    progress_ = progress;
    percentage_ = percentage_ || (progress_ && *progress_ > 1);
    fraction_ = false;
    if (run.result.state != octoperf::State::running) before_running_ = elapsed;
    if (percentage_ || !progress_ || run.plan.duration_ms <= 0) return;
    const double expected = std::min(100.0, 100.0 * static_cast<double>(elapsed - before_running_) /
                                                static_cast<double>(run.plan.duration_ms));
    fraction_ =
        expected > 3 && std::abs(100 * *progress_ - expected) < std::abs(*progress_ - expected);
}

void LiveFigures::take_summary(const octoperf::Summary& summary, std::int64_t elapsed) {
    summary_ = summary;
    // To the hundredth of a minute; every second point goes when there are many.
    // Never back, whatever OctoPerf's clock says in the end.
    minute_ = std::max(minute_, static_cast<double>(elapsed / kHundredthOfMinuteMs) / 100);
    for (std::size_t i = 0; i < 2; ++i) {
        if (points_[i].size() >= kMaxPoints) thin(points_[i]);
        points_[i].push_back(pair_of(minute_, number_or_null(summary_[2 - i])));
    }
}

void LiveFigures::take_throughput(const std::vector<octoperf::Metric>& metrics) {
    for (const octoperf::Metric& metric : metrics) {
        if (contains_ignoring_case(metric.name, "throughput"))
            throughput_ = value_text(metric.value, one_line(metric.unit));
    }
}

Json LiveFigures::rows(const LastRun& run, std::int64_t elapsed) const {
    Json rows = Json::array();
    const auto add = [&](const Text& name, std::string value) {
        if (!value.empty()) rows.push_back(pair_of(fill(name, language_), std::move(value)));
    };
    add(texts::fact_elapsed, duration_text(elapsed, language_));
    if (run.plan.users > 0) add(texts::fact_users, std::to_string(run.plan.users));
    if (!points_[0].empty()) {
        add(texts::fact_hits, value_text(summary_[0], ""));
        add(texts::fact_errors, value_text(summary_[1], "%"));
        add(texts::fact_response_time, value_text(summary_[2], "s"));
    }
    add(texts::fact_throughput, throughput_);
    return rows;
}

std::optional<double> LiveFigures::percent(const LastRun& run) const {
    if (run.result.state == octoperf::State::finished) return 100;
    if (!progress_) return std::nullopt;
    return std::clamp(*progress_ * (fraction_ ? 100 : 1), 0.0, 100.0);
}

void LiveFigures::add_progress(View& view, const LastRun& run) const {
    if (const auto known = percent(run)) view.progress(known, value_text(known, "%", 0));
}

void LiveFigures::add_chart(View& view) const {
    if (points_[0].size() < 2) return;
    view.chart(fill(texts::chart_words, language_,
                    {value_text(summary_[2], "s"), value_text(summary_[1], "%")}));
    view.series(fill(texts::fact_response_time, language_), "s", points_[0]);
    view.series(fill(texts::fact_errors, language_), "%", points_[1]);
}

std::string LiveFigures::value_text(std::optional<double> value, std::string_view unit,
                                    int decimals) const {
    if (!value) return fill(texts::no_samples, language_);
    return concat({number_text(*value, decimals, language_), unit.empty() ? "" : "\u00a0", unit});
}

}  // namespace octospira::flows
