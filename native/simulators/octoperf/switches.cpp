#include "native/simulators/octoperf/switches.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "native/simulators/front_end/front_end.hpp"

namespace octospira::simulators::octoperf {

namespace {

struct Switch {
    std::string_view name;
    std::string Switches::*reading;
    std::vector<std::string_view> readings;
};

const std::vector<Switch>& table() {
    static const std::vector<Switch> switches = {
        {"reportUrl", &Switches::report_url, {"current", "legacy"}},
        {"alarms", &Switches::alarms, {"strings", "objects"}},
        {"abortedRun", &Switches::aborted_run, {"passed", "failed", "onlyEnded"}},
        {"warningOnly", &Switches::warning_only, {"passed", "failed"}},
        {"errorReport", &Switches::error_report, {"present", "null", "absent"}},
        {"errorTiming", &Switches::error_timing, {"afterLaunch", "beforeAnswer"}},
        {"notifications", &Switches::notifications, {"once", "duplicated", "delayed", "lost"}},
        {"nan", &Switches::nan, {"string", "null"}},
        {"progress", &Switches::progress, {"0-100", "0-1"}},
        {"unknownId", &Switches::unknown_id, {"404", "403"}},
        {"noRight", &Switches::no_right, {"403", "404"}},
        {"runBody", &Switches::run_body, {"rejected", "accepted"}},
        {"oldAlarmBody", &Switches::old_alarm_body, {"rejected", "accepted"}},
        {"frontEnd", &Switches::front_end, {front_end_names().begin(), front_end_names().end()}},
        {"stopAnswer", &Switches::stop_answer, {"benchResult", "empty"}},
    };
    return switches;
}

}  // namespace

Json to_json(const Switches& switches) {
    Json json = Json::object();
    for (const Switch& each : table()) json[std::string(each.name)] = switches.*each.reading;
    return json;
}

Json readings() {
    Json json = Json::object();
    for (const Switch& each : table()) json[std::string(each.name)] = each.readings;
    return json;
}

Result<void> change(Switches& switches, const Json& changes) {
    if (!changes.is_object()) {
        return failure(ErrorKind::invalid_input, "The switches are not a JSON object.",
                       "Send for example {\"reportUrl\":\"legacy\"}.");
    }
    Switches changed = switches;
    for (const auto& [name, value] : changes.items()) {
        const auto& all = table();
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&name = name](const Switch& s) { return s.name == name; });
        if (found == all.end()) {
            return failure(ErrorKind::invalid_input, "There is no switch \"" + name + "\".",
                           "GET /_simulator/switches/readings lists them.");
        }
        const std::string reading = string_at(changes, name).value_or("");
        if (std::find(found->readings.begin(), found->readings.end(), reading) ==
            found->readings.end()) {
            return failure(ErrorKind::invalid_input,
                           "The switch \"" + name + "\" has no such reading.",
                           "GET /_simulator/switches/readings lists them.");
        }
        changed.*found->reading = reading;
    }
    switches = std::move(changed);
    return {};
}

}  // namespace octospira::simulators::octoperf
