#pragma once

#include <string_view>

#include "core/base/http.hpp"
#include "core/base/ids.hpp"

namespace octospira::octoperf {

// Requests of OctoPerf's REST API, paths relative to the OctoPerf URL. Source: OctoPerf API §3.

/// §3.3. Free; also used to test the key.
[[nodiscard]] Request get_scenario(const ScenarioId& id);
/// §3.4. Uses credits and is not idempotent: never repeated blindly. No body, the one form that
/// clients of every generation use. `name` empty: the scenario's own name.
[[nodiscard]] Request run_scenario(const ScenarioId& id, std::string_view name);
/// §3.5
[[nodiscard]] Request get_bench_result(const BenchResultId& id);
/// §3.4, "re-read later"
[[nodiscard]] Request get_bench_report(const BenchReportId& id);
/// §3.2. From a project to its workspace, for a report's address.
[[nodiscard]] Request get_project(std::string_view project_id);
/// §3.8
[[nodiscard]] Request get_global_metrics(const BenchResultId& id);
/// §3.8, the figures that answers.hpp, read_summary names, in its order.
[[nodiscard]] Request summarise(const BenchResultId& id);
/// §3.6
[[nodiscard]] Request get_progress(const BenchResultId& id);
/// §3.7. Asking twice for the same run does no harm.
[[nodiscard]] Request stop_bench_result(const BenchResultId& id);
/// §3.1. Free; also used to test the key if there is no scenario yet.
[[nodiscard]] Request list_workspaces();
/// §3.2, those of type DESIGN
[[nodiscard]] Request list_projects(std::string_view workspace_id);
/// §3.3
[[nodiscard]] Request list_scenarios(std::string_view project_id);
/// §3.9, the body of 2020 and later
[[nodiscard]] Request find_threshold_alarms(const BenchResultId& id);

}  // namespace octospira::octoperf
