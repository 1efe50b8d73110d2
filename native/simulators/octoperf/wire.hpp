#pragma once

#include <string>
#include <string_view>

#include "core/base/json.hpp"
#include "native/http/message.hpp"
#include "native/simulators/octoperf/model.hpp"
#include "native/simulators/octoperf/switches.hpp"

namespace octospira::simulators::octoperf {

// What OctoPerf's REST API sends, object by object.
[[nodiscard]] Json workspace_json(const Workspace& workspace);
[[nodiscard]] Json project_json(const Project& project);
[[nodiscard]] Json scenario_json(const Scenario& scenario);
[[nodiscard]] Json bench_result_json(const Run& run);
[[nodiscard]] Json bench_report_json(const Run& run);
[[nodiscard]] Json global_metrics_json(const Switches& switches, const Run& run, EpochMs now);
[[nodiscard]] Json alarm_list_json(const Run& run, EpochMs now);
[[nodiscard]] std::string junit_xml(const Run& run, EpochMs now);

/// A number, with NaN in the reading of the nan switch.
[[nodiscard]] Json number_json(const Switches& switches, double value);

/// The states a run was in, for /_simulator/ and the pages.
[[nodiscard]] Json history_json(const Run& run);

/// 200 with JSON.
[[nodiscard]] http::ServerResponse json_answer(const Json& json);

/// What /_simulator/ and the pages' data answer when something is wrong.
[[nodiscard]] http::ServerResponse refuse(int status, const std::string& sentence);
[[nodiscard]] http::ServerResponse refuse(const Error& error);  ///< 400

/// What Spring Boot answers when something is wrong.
[[nodiscard]] http::ServerResponse spring_error(int status, std::string_view path, EpochMs now);

}  // namespace octospira::simulators::octoperf
