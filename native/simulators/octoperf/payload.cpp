#include "native/simulators/octoperf/payload.hpp"

#include "native/simulators/octoperf/metrics.hpp"
#include "native/simulators/octoperf/wire.hpp"

namespace octospira::simulators::octoperf {

namespace {

struct MetricName {
    const char* id;
    const char* name;
    const char* unit;
};
/// The five metrics of a notification, in its order.
constexpr MetricName kMetrics[] = {{"HITS_TOTAL", "Hits", ""},
                                   {"ERRORS_TOTAL", "Errors", ""},
                                   {"ERRORS_PERCENT", "% Errors", "%"},
                                   {"RESPONSE_TIME_AVG", "Avg Elapsed", "s"},
                                   {"THROUGHPUT_TOTAL", "Total Throughput", "MB"}};

Json metric_json(const Switches& switches, const Run& run, const MetricName& metric) {
    return Json{{"name", metric.name},
                {"unit", metric.unit},
                {"value", number_json(switches, final_metric(run, metric.id).value_or(0))}};
}

/// All five keys; the values of those in `only`, or of all when it is empty.
Json metrics_json(const Switches& switches, const Run& run, std::string_view only) {
    Json json = Json::object();
    for (const MetricName& metric : kMetrics) {
        const bool filled = only.empty() || only == metric.id;
        json[metric.id] = filled ? metric_json(switches, run, metric) : Json(nullptr);
    }
    return json;
}

Json alarms_json(const Switches& switches, const Run& run) {
    Json json = Json::array();
    for (const std::string& severity : alarms_of(run, run.ended)) {
        if (severity == "PASSED") continue;  // a declared good band, not a breach
        json.push_back(switches.alarms == "objects" ? Json{{"severity", severity}}
                                                    : Json(severity));
    }
    return json;
}

Json started(const Telling& telling, const Run& run) {
    return Json{{"username", run.username},   {"benchResultId", run.id},
                {"type", "TEST_STARTED"},     {"reportUrl", report_url(telling, run)},
                {"reportName", run.name},     {"users", telling.users},
                {"minutes", telling.minutes}, {"regions", Json::array({"default"})}};
}

/// TEST_ENDED, with all metrics, or a verdict, with the share of errors.
Json ended(const Telling& telling, const Run& run, std::string_view event) {
    const bool all = event == "TEST_ENDED";
    return Json{{"endState", to_string(run.state)},
                {"username", run.username},
                {"benchResultId", run.id},
                {"type", event},
                {"reportUrl", report_url(telling, run)},
                {"reportName", run.name},
                {all ? "metrics" : "percentErrors",
                 metrics_json(telling.switches, run, all ? "" : "ERRORS_PERCENT")},
                {"alarms", alarms_json(telling.switches, run)}};
}

Json error(const Telling& telling, const Run& run) {
    Json json{{"endState", to_string(run.state)},
              {"username", run.username},
              {"benchResultId", run.id},
              {"type", "TEST_ERROR"}};
    if (telling.switches.error_report == "absent") return json;
    const bool present = telling.switches.error_report == "present";
    json["reportUrl"] = present ? Json(report_url(telling, run)) : Json(nullptr);
    json["reportName"] = present ? Json(run.name) : Json(nullptr);
    json["percentErrors"] = nullptr;
    json["alarms"] = present ? Json::array() : Json(nullptr);
    return json;
}

}  // namespace

std::string report_url(const Telling& telling, const Run& run) {
    const std::string inside =
        "workspace/" + run.workspace_id + "/project/" + run.design_project_id + "/analysis/";
    if (telling.switches.report_url == "legacy") {
        return telling.base_url + "/app/#/app/" + inside + run.report_id;
    }
    return telling.base_url + "/ui/" + inside + "report/" + run.report_id;
}

Json notification(const Telling& telling, const Run& run, std::string_view event) {
    if (event == "TEST_STARTED") return started(telling, run);
    if (event == "TEST_ERROR") return error(telling, run);
    return ended(telling, run, event);
}

}  // namespace octospira::simulators::octoperf
