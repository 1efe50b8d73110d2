#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/phrase.hpp"
#include "core/flows/engine/view.hpp"
#include "core/flows/follow/last_run.hpp"
#include "core/octoperf/answers.hpp"

namespace octospira::flows {

/// A run's progress and figures while it is watched. `elapsed`: milliseconds since it was created.
/// For display only.
class LiveFigures {
  public:
    explicit LiveFigures(Language language) : language_(language) {}

    void take_progress(std::optional<double> progress, const LastRun& run, std::int64_t elapsed);
    void take_summary(const octoperf::Summary& summary, std::int64_t elapsed);
    /// The unit of THROUGHPUT_TOTAL is documented nowhere, so it is taken with its unit from here.
    void take_throughput(const std::vector<octoperf::Metric>& metrics);

    /// Pairs of a name and its value.
    [[nodiscard]] Json rows(const LastRun& run, std::int64_t elapsed) const;
    /// The run's progress in percent. Empty if unknown.
    [[nodiscard]] std::optional<double> percent(const LastRun& run) const;
    /// Adds nothing if the progress is unknown.
    void add_progress(View& view, const LastRun& run) const;
    /// Adds nothing before the second point.
    void add_chart(View& view) const;

  private:
    [[nodiscard]] std::string value_text(std::optional<double> value, std::string_view unit,
                                         int decimals = 2) const;

    Language language_;
    std::optional<double> progress_;
    bool percentage_ = false;
    bool fraction_ = false;
    std::int64_t before_running_ = 0;
    octoperf::Summary summary_;  ///< once there are points
    std::string throughput_;
    Json points_[2] = {Json::array(), Json::array()};  ///< response time, errors: pairs of x and y
    double minute_ = 0;                                ///< of the last point
};

}  // namespace octospira::flows
