#include "core/octoperf/requests.hpp"

#include "core/base/text.hpp"

namespace octospira::octoperf {

Request get_scenario(const ScenarioId& id) {
    return {Method::get, concat({"runtime/scenarios/", percent_encode(id.text())})};
}

Request run_scenario(const ScenarioId& id, std::string_view name) {
    std::string path = concat({"runtime/scenarios/run/", percent_encode(id.text())});
    if (!name.empty()) path += concat({"?name=", percent_encode(name)});
    return {Method::post, std::move(path)};
}

Request get_bench_result(const BenchResultId& id) {
    return {Method::get, concat({"runtime/bench-results/", percent_encode(id.text())})};
}

Request get_bench_report(const BenchReportId& id) {
    return {Method::get, concat({"analysis/bench-reports/", percent_encode(id.text())})};
}

Request get_project(std::string_view project_id) {
    return {Method::get, concat({"design/projects/", percent_encode(project_id)})};
}

Request get_global_metrics(const BenchResultId& id) {
    return {Method::get, concat({"analysis/metrics/global/", percent_encode(id.text())})};
}

Request find_threshold_alarms(const BenchResultId& id) {
    return {Method::post, "analysis/threshold-alarms",
            Json{{"@type", "ThresholdAlarmReportItem"},
                 {"name", "Threshold alarms"},
                 {"metric",
                  {{"@type", "HitMetric"},
                   {"benchResultId", id.text()},
                   {"config", nullptr},
                   {"field", "value"},
                   {"filters", Json::array()},
                   {"id", "MONITORING"},
                   {"scope", "PER_SAMPLE"},
                   {"statistic", "AVERAGE"},
                   {"type", "NUMBER_COUNTER"}}}}};
}

}  // namespace octospira::octoperf
