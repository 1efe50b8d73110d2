#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/http.hpp"
#include "core/base/ids.hpp"
#include "core/base/time.hpp"

namespace octospira::octoperf {

// Reading OctoPerf's answers; unknown members are ignored everywhere. Source: OctoPerf API §3.

/// What is wrong with an answer that is not 2xx, or that is 2xx and not JSON. The server's text is
/// never repeated whole: only its status and, redacted, its first words.
[[nodiscard]] Error error_of(const Answer& answer, std::string_view origin);

/// The JSON of a 2xx answer. Errors: as error_of; protocol for HTML or other text.
[[nodiscard]] Result<Json> json_of(const Answer& answer, std::string_view origin);

struct Scenario {
    std::string name;
    std::string project_id;
};
[[nodiscard]] Result<Scenario> read_scenario(const Answer& answer);

/// The answer to a run: a report with the run's id inside.
struct BenchReport {
    BenchResultId bench_result;
    std::optional<BenchReportId> id;
    std::string project_id;
    std::string name;
};
/// Errors: protocol when no bench result id is in it.
[[nodiscard]] Result<BenchReport> read_bench_report(const Answer& answer);

/// What can still be found in an answer to a run that was cut or garbled: the run's id, or else
/// the report's. Both only candidates, to be confirmed by reading them.
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

/// §3.9, severities as written: PASSED, WARNING, CRITICAL.
[[nodiscard]] Result<std::vector<std::string>> read_alarm_severities(const Answer& answer);

}  // namespace octospira::octoperf
