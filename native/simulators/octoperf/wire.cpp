#include "native/simulators/octoperf/wire.hpp"

#include <cmath>

#include "core/base/text.hpp"
#include "native/simulators/octoperf/metrics.hpp"

namespace octospira::simulators::octoperf {

Json workspace_json(const Workspace& workspace) {
    return Json{{"created", workspace.created}, {"description", ""},
                {"id", workspace.id},           {"lastModified", workspace.created},
                {"name", workspace.name},       {"userId", workspace.user_id}};
}

Json project_json(const Project& project) {
    return Json{{"id", project.id},
                {"userId", project.user_id},
                {"workspaceId", project.workspace_id},
                {"name", project.name},
                {"description", ""},
                {"type", project.type},
                {"created", project.created},
                {"lastModified", project.created},
                {"tags", Json::array()}};
}

Json scenario_json(const Scenario& scenario) {
    const Json profile{{"name", ""},
                       {"virtualUserId", "SjozxI4BpvKc_UBSPeSF"},
                       {"providerId", "WDutxI4BpvKc_UBSSge0"},
                       {"location", "default"},
                       {"load",
                        {{"@type", "UserProfileLoadRampUp"},
                         {"delayMs", 0},
                         {"rampUpMs", scenario.ramp_ms},
                         {"plateauMs", scenario.plateau_ms},
                         {"plateauVus", scenario.users}}},
                       {"memory", {{"vuMb", nullptr}}},
                       {"engine", {{"@type", "JmeterUserProfileEngine"}}}};
    return Json{{"id", scenario.id},
                {"userId", scenario.user_id},
                {"projectId", scenario.project_id},
                {"name", scenario.name},
                {"description", scenario.description},
                {"tags", Json::array()},
                {"created", scenario.created},
                {"lastModified", scenario.created},
                {"mode", "STANDARD"},
                {"userProfiles", Json::array({profile})}};
}

Json bench_result_json(const Run& run) {
    return Json{{"id", run.id},
                {"batchId", run.batch_id},
                {"scenarioId", run.scenario_id},
                {"designProjectId", run.design_project_id},
                {"resultProjectId", run.result_project_id},
                {"state", to_string(run.state)},
                {"created", run.created},
                {"lastModified", run.last_modified}};
}

Json bench_report_json(const Run& run) {
    const auto metric = [&](const char* id) {
        return Json{{"id", id},
                    {"type", "HIT"},
                    {"filters", Json::array()},
                    {"benchResultId", run.id},
                    {"config", nullptr}};
    };
    const Json summary{{"@type", "SummaryReportItem"},
                       {"id", "summary"},
                       {"name", "Statistics summary"},
                       {"metrics", Json::array({metric("HITS_TOTAL"), metric("ERRORS_PERCENT"),
                                                metric("RESPONSE_TIME_AVG")})}};
    const Json alarms{{"@type", "ThresholdAlarmReportItem"},
                      {"id", "alarms"},
                      {"name", "Threshold alarms"},
                      {"metric", metric("MONITORING")}};
    return Json{{"id", run.report_id},
                {"userId", run.user_id},
                {"projectId", run.design_project_id},
                {"benchResultIds", Json::array({run.id})},
                {"name", run.name},
                {"description", ""},
                {"configs", Json::array()},
                {"tags", Json::array()},
                {"created", run.created},
                {"lastModified", run.created},
                {"items", Json::array({summary, alarms})}};
}

Json number_json(const Switches& switches, double value) {
    if (!std::isnan(value)) return Json(value);
    return switches.nan == "null" ? Json(nullptr) : Json("NaN");
}

Json global_metrics_json(const Switches& switches, const Run& run, EpochMs now) {
    const auto row = [&](const char* name, const char* id, const char* unit) {
        return Json{{"name", name},
                    {"value", number_json(switches, metric(run, id, now).value_or(0))},
                    {"unit", unit}};
    };
    return Json{
        {"metrics", Json::array({row("Hits", "HITS_TOTAL", ""), row("Errors", "ERRORS_TOTAL", ""),
                                 row("Avg Elapsed", "RESPONSE_TIME_AVG", "s"),
                                 row("Total Throughput", "THROUGHPUT_TOTAL", "MB")})}};
}

Json alarm_list_json(const Run& run, EpochMs now) {
    Json list = Json::array();
    std::size_t number = 0;
    for (const std::string& severity : alarms_of(run, now)) {
        // The ids resolve to nothing: names of thresholds are not part of the answer either.
        const std::string digit = std::to_string(number++ % 10);
        list.push_back(Json{{"id", run.id.substr(0, 19) + digit},
                            {"severity", severity},
                            {"thresholdId", "tHrEsHoLdBPvKc_UBSS" + digit},
                            {"counterId", "cOuNtErxI4BvKc_UBSS" + digit},
                            {"connectionId", "cOnNeCtIoNBvKc_UBSS" + digit},
                            {"startTime", run.running_since},
                            {"endTime", run.ended != 0 ? run.ended : now}});
    }
    return list;
}

std::string junit_xml(const Run& run, EpochMs now) {
    const auto errors = static_cast<long>(metric(run, "ERRORS_TOTAL", now).value_or(0));
    const std::string name = escape_markup(run.name);
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
    if (run.running_since != 0) {
        const std::string failures = errors > 0 ? "1" : "0";
        xml += "  <testsuite name=\"" + name + "\" tests=\"1\" failures=\"" + failures +
               "\">\n    <testcase classname=\"" + name + "\" name=\"GET /\"";
        if (errors > 0) {
            xml += ">\n      <failure message=\"" + std::to_string(errors) +
                   " hits in error\"/>\n    </testcase>\n";
        } else {
            xml += "/>\n";
        }
        xml += "  </testsuite>\n";
    }
    return xml + "</testsuites>\n";
}

Json history_json(const Run& run) {
    Json list = Json::array();
    for (const auto& [state, time] : run.history) {
        list.push_back(Json{{"state", to_string(state)}, {"time", time}});
    }
    return list;
}

http::ServerResponse json_answer(const Json& json) {
    return {200, to_text(json)};
}

http::ServerResponse refuse(int status, const std::string& sentence) {
    return {status, to_text(Json{{"error", sentence}})};
}

http::ServerResponse refuse(const Error& error) {
    return refuse(400, sentence(error));
}

http::ServerResponse spring_error(int status, std::string_view path, EpochMs now) {
    std::string time = format_utc(now);
    if (time.ends_with('Z')) time.replace(time.size() - 1, 1, "+00:00");
    return {status, to_text(Json{{"timestamp", time},
                                 {"status", status},
                                 {"error", http::reason_phrase(status)},
                                 {"path", path}})};
}

}  // namespace octospira::simulators::octoperf
