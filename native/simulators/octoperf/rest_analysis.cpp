#include <algorithm>
#include <array>

#include "native/simulators/front_end/gzip.hpp"
#include "native/simulators/octoperf/metrics.hpp"
#include "native/simulators/octoperf/rest.hpp"

namespace octospira::simulators::octoperf {

namespace {

constexpr std::array<std::string_view, 3> kFiles = {
    "insufficient_cellar.log.gz", "insufficient_cellar.jtl.gz", "insufficient_cellar-agent.log"};

/// Ready, as OctoPerf's files are, only when the run is over; one that never ran has none.
bool has_files(const Run& run) {
    return terminal(run.state) && run.running_since != 0;
}

std::string file_content(const Run& run, std::string_view name) {
    if (name.ends_with(".jtl.gz")) {
        return gzip("timeStamp,elapsed,label,responseCode,success\n" +
                    std::to_string(run.running_since) + ",450,GET /,200,true\n");
    }
    const std::string text =
        "INFO o.a.j.e.StandardJMeterEngine: Running the test!\n"
        "INFO o.a.j.e.StandardJMeterEngine: Notifying test listeners of end "
        "of test\n";
    return name.ends_with(".gz") ? gzip(text) : text;
}

bool alarm_metric_good(const Switches& switches, const Json& metric) {
    const std::string type = text_at(metric, "@type");
    if (type == "HitMetric") return text_at(metric, "id") == "MONITORING";
    return type == "MonitoringMetric" && switches.old_alarm_body == "accepted";
}

}  // namespace

Reply get_bench_report(const Call& call) {
    return {json_answer(bench_report_json(*call.run))};
}

Reply get_global_metrics(const Call& call) {
    return {json_answer(global_metrics_json(call.world.switches, *call.run, World::now()))};
}

Reply post_metrics_summary(const Call& call) {
    const auto body = json_body(call);
    if (!body) return body.error();
    const Json* metrics = array_at(*body, "metrics");
    if (text_at(*body, "@type") != "SummaryReportItem" || metrics == nullptr) {
        return call.error(400);
    }
    Json values = Json::array();
    for (const Json& wanted : *metrics) {
        const auto run = visible_run(call, text_at(wanted, "benchResultId"));
        if (!run) return run.error();
        const auto value = metric(**run, text_at(wanted, "id"), World::now());
        if (!value || text_at(wanted, "type") != "HIT") return call.error(400);
        values.push_back(number_json(call.world.switches, *value));
    }
    return {json_answer(values)};
}

Reply post_threshold_alarms(const Call& call) {
    const auto body = json_body(call);
    if (!body) return body.error();
    const Json* metric = find(*body, "metric");
    if (text_at(*body, "@type") != "ThresholdAlarmReportItem" || metric == nullptr) {
        return call.error(400);
    }
    // The body of before 2020 is said to have ended in a null pointer.
    if (!alarm_metric_good(call.world.switches, *metric)) {
        return call.error(text_at(*metric, "@type") == "MonitoringMetric" ? 500 : 400);
    }
    const auto run = visible_run(call, text_at(*metric, "benchResultId"));
    if (!run) return run.error();
    return {json_answer(alarm_list_json(**run, World::now()))};
}

Reply get_junit(const Call& call) {
    return {{200, junit_xml(*call.run, World::now()), "application/xml"}};
}

Reply get_log_list(const Call& call) {
    Json list = Json::array();
    if (has_files(*call.run)) {
        for (const std::string_view name : kFiles) list.push_back(name);
    }
    return {json_answer(list)};
}

Reply get_log_file(const Call& call) {
    const std::string name = call.query("filename");
    if (name.empty()) return call.error(400);
    const bool known = std::find(kFiles.begin(), kFiles.end(), name) != kFiles.end();
    if (!has_files(*call.run) || !known) return call.error(404);
    return {{200, file_content(*call.run, name), "application/octet-stream"}};
}

}  // namespace octospira::simulators::octoperf
