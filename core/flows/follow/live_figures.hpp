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

/// How far a run is and what its figures are, as somebody watches it. `elapsed`: milliseconds since
/// it was made. Only shown, never decided on.
class LiveFigures {
  public:
    explicit LiveFigures(Language language) : language_(language) {}

    void take_progress(std::optional<double> progress, const LastRun& run, std::int64_t elapsed);
    void take_summary(const octoperf::Summary& summary, std::int64_t elapsed);
    /// The unit of THROUGHPUT_TOTAL is documented nowhere, so it is taken with its unit from here.
    void take_throughput(const std::vector<octoperf::Metric>& metrics);

    /// Pairs of a name and its value.
    [[nodiscard]] Json rows(const LastRun& run, std::int64_t elapsed) const;
    /// How far the run is. Empty where that is not known.
    [[nodiscard]] std::optional<double> percent(const LastRun& run) const;
    /// Nothing where it is not known how far the run is.
    void add_progress(View& view, const LastRun& run) const;
    /// Nothing before the second point.
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
