#pragma once

#include <string>

#include "core/base/json.hpp"

namespace octospira::simulators::octoperf {

/// One reading of each point where what is public about OctoPerf leaves two open. The first value
/// in the comment is the default; readings() lists all.
struct Switches {
    std::string report_url = "current";        ///< current | legacy: reportUrl of notifications
    std::string alarms = "strings";            ///< strings | objects: elements of alarms there
    std::string aborted_run = "passed";        ///< passed | failed | onlyEnded: what it fires
    std::string warning_only = "passed";       ///< passed | failed: a run with WARNING alarms only
    std::string error_report = "present";      ///< present | null | absent: report of TEST_ERROR
    std::string error_timing = "afterLaunch";  ///< afterLaunch | beforeAnswer: TEST_ERROR
    std::string notifications = "once";        ///< once | duplicated | delayed | lost
    std::string nan = "string";                ///< string | null: a value without samples
    std::string progress = "0-100";            ///< 0-100 | 0-1
    std::string unknown_id = "404";            ///< 404 | 403
    std::string no_right = "403";              ///< 403 | 404: an object of a foreign workspace
    std::string run_body = "rejected";         ///< rejected | accepted: the body {} of a run
    std::string old_alarm_body = "rejected";   ///< rejected | accepted: the body from before 2020
    std::string front_end = "none";            ///< before the REST API: front_end.hpp
    std::string stop_answer = "benchResult";   ///< benchResult | empty
};

/// {"reportUrl":"current",…}
[[nodiscard]] Json to_json(const Switches& switches);

/// {"reportUrl":["current","legacy"],…}: every switch with every reading, the default first.
[[nodiscard]] Json readings();

/// Sets the switches named in `changes`, all or none. Errors: invalid_input.
[[nodiscard]] Result<void> change(Switches& switches, const Json& changes);

}  // namespace octospira::simulators::octoperf
