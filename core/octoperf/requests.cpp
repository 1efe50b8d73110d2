#include "core/octoperf/requests.hpp"

#include <utility>

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

Request summarise(const BenchResultId& id) {
    Json body = *parse_json(
        R"({"@type":"SummaryReportItem","id":"","name":"Statistics summary","metrics":[]})");
    for (const char* metric : {"HITS_TOTAL", "ERRORS_PERCENT", "RESPONSE_TIME_AVG"}) {
        Json one = *parse_json(R"({"type":"HIT","filters":[],"config":null})");
        one["id"] = metric;
        one["benchResultId"] = id.text();
        body["metrics"].push_back(std::move(one));
    }
    return {Method::post, "analysis/metrics/summary", std::move(body)};
}

Request get_progress(const BenchResultId& id) {
    return {Method::get, concat({"runtime/bench-results/progress/", percent_encode(id.text())})};
}

Request stop_bench_result(const BenchResultId& id) {
    return {Method::post, concat({"runtime/bench-results/stop/", percent_encode(id.text())})};
}

Request list_workspaces() {
    return {Method::get, "workspaces/member-of"};
}

Request list_projects(std::string_view workspace_id) {
    return {Method::get,
            concat({"design/projects/by-workspace/", percent_encode(workspace_id), "/DESIGN"})};
}

Request list_scenarios(std::string_view project_id) {
    return {Method::get, concat({"runtime/scenarios/by-project/", percent_encode(project_id)})};
}

Request find_threshold_alarms(const BenchResultId& id) {
    Json body = *parse_json(
        R"({"@type":"ThresholdAlarmReportItem","name":"Threshold alarms","metric":{"@type":"HitMetric",)"
        R"("benchResultId":"","config":null,"field":"value","filters":[],"id":"MONITORING","scope":"PER_SAMPLE",)"
        R"("statistic":"AVERAGE","type":"NUMBER_COUNTER"}})");
    body["metric"]["benchResultId"] = id.text();
    return {Method::post, "analysis/threshold-alarms", std::move(body)};
}

}  // namespace octospira::octoperf
