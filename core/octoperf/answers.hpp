#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/http.hpp"
#include "core/base/ids.hpp"
#include "core/base/time.hpp"

namespace octospira::octoperf {

// Reading OctoPerf's answers; unknown members are ignored everywhere. Source: OctoPerf API §3.

/// The error for an answer that is not 2xx, or that is 2xx and not JSON. A body that is neither
/// JSON nor empty is not OctoPerf's (`foreign`). The server's text is never repeated in full: only
/// its status and, redacted, its first words.
[[nodiscard]] Error error_of(const Answer& answer, std::string_view origin);

/// The JSON of a 2xx answer. Errors: as error_of; protocol for everything else.
[[nodiscard]] Result<Json> json_of(const Answer& answer, std::string_view origin);

/// True if OctoPerf itself says that the object does not exist: 404 with its own body. A gateway's
/// 404 and an empty one do not count.
[[nodiscard]] bool says_gone(const Answer& answer);

/// True if OctoPerf itself refused: a 4xx other than 407 and 408 with a JSON object. An answer
/// without a body may come from a gateway that forwarded the call.
[[nodiscard]] bool refuses(const Answer& answer);

/// The array in a 2xx answer. Errors: as json_of; protocol for anything else.
[[nodiscard]] Result<Json> rows_of(const Answer& answer, std::string_view origin);

struct Scenario {
    std::string name;
    std::string project_id;
};
[[nodiscard]] Result<Scenario> read_scenario(const Answer& answer);

/// A scenario's load, as far as it can be read: concurrent users and estimated duration. 0:
/// unknown. Both models, `userProfiles` and `userLoads`.
struct Plan {
    std::int64_t users = 0;
    std::int64_t duration_ms = 0;  ///< longest profile + 30 s
};
[[nodiscard]] Plan read_plan(const Answer& scenario);

/// A row of a list: a workspace, a project or a scenario. Rows without an id are left out.
struct Named {
    std::string id;
    std::string name;
};
[[nodiscard]] Result<std::vector<Named>> read_list(const Answer& answer);
/// The user's workspaces. A 404 means that the server is not OctoPerf: the address in the settings
/// is wrong, e.g. because of a trailing slash, which Spira's server puts before the path.
[[nodiscard]] Result<std::vector<Named>> read_workspaces(const Answer& answer);
/// That error for an answer to list_workspaces; empty if OctoPerf answered.
[[nodiscard]] std::optional<Error> no_octoperf_there(const Answer& workspaces);

/// The workspace of a project, from GET design/projects/{id}; "" if unknown.
[[nodiscard]] std::string read_workspace_of(const Answer& answer);

/// The answer to a run: a report with the run's id inside.
struct BenchReport {
    BenchResultId bench_result;
    std::optional<BenchReportId> id;
    std::string project_id;
    std::string name;
};
/// Errors: protocol when no bench result id is in it.
[[nodiscard]] Result<BenchReport> read_bench_report(const Answer& answer);

/// The ids found in a truncated or damaged answer to a run: the run's id, or else the report's.
/// Both are candidates, to be confirmed by reading them.
struct Traces {
    std::optional<BenchResultId> bench_result;
    std::optional<BenchReportId> report;
};
[[nodiscard]] Traces find_traces(std::string_view text);

/// §3.5. An unknown state counts as not terminal.
enum class State { waiting, running, finished, aborted, error };
[[nodiscard]] State state_of(std::string_view text);
[[nodiscard]] constexpr bool terminal(State state) {
    return state == State::finished || state == State::aborted || state == State::error;
}

struct BenchResult {
    std::string id;
    std::string scenario_id;
    std::string state_text;  ///< as OctoPerf wrote it
    State state = State::waiting;
    std::optional<EpochMs> created;
    std::optional<EpochMs> last_modified;
};
[[nodiscard]] Result<BenchResult> read_bench_result(const Answer& answer);

/// §3.8. A value without samples ("NaN", null) is empty.
struct Metric {
    std::string name;
    std::optional<double> value;
    std::string unit;
    bool operator==(const Metric&) const = default;
};
[[nodiscard]] Result<std::vector<Metric>> read_global_metrics(const Answer& answer);

/// §3.8: number of hits, % errors (0–100), average response time in seconds; empty without samples.
inline constexpr std::size_t kSummaryValues = 3;
using Summary = std::array<std::optional<double>, kSummaryValues>;
[[nodiscard]] Result<Summary> read_summary(const Answer& answer);

/// §3.6: as it is written, of 100 or of 1; empty where there is none.
[[nodiscard]] Result<std::optional<double>> read_progress(const Answer& answer);

/// §3.9, severities as written: PASSED, WARNING, CRITICAL.
[[nodiscard]] Result<std::vector<std::string>> read_alarm_severities(const Answer& answer);

}  // namespace octospira::octoperf
