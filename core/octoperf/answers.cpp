#include "core/octoperf/answers.hpp"

#include <iterator>
#include <utility>

#include "core/base/text.hpp"

namespace octospira::octoperf {

namespace {

/// What of an error body may be shown: the first words of its text, without anything like a key.
std::string first_words(const Answer& answer) {
    std::string_view body = trim(cut_utf8(answer.body, 64 * 1024));
    std::string text;
    if (const auto json = parse_json(body); json && json->is_object()) {
        text = text_at(*json, "message");
        if (text.empty()) text = text_at(*json, "error");
    } else if (!body.starts_with("{") && !body.starts_with("[")) {
        text = strip_tags(body);
    }
    return redact(cut_utf8(text, 160));
}

std::string status_and_words(const Answer& answer) {
    const std::string words = first_words(answer);
    return concat(
        {" (HTTP ", std::to_string(answer.status), words.empty() ? "" : ": ", words, ")"});
}

/// What an error says: the sentence with or without the status and the server's own first words.
struct Wording {
    ErrorKind kind;
    bool with_status;
    std::string_view message;  ///< without its full stop
    std::string_view advice;
};
constexpr Wording kWordings[] = {
    {ErrorKind::unauthorized, false, "OctoPerf does not accept the API key",
     "Ask an administrator to check the API key in the settings: it is shown in OctoPerf under "
     "Account, Profile."},
    {ErrorKind::forbidden, true, "The API key's OctoPerf user has no right to do this",
     "Give the user the role Test Executor or better in that workspace."},
    {ErrorKind::not_found, false, "OctoPerf does not know it, or hides it from the API key's user",
     "Check the id, and that the user is a member of that workspace."},
    {ErrorKind::rate_limited, false, "OctoPerf asks to slow down", "Try again in a minute."},
    {ErrorKind::unavailable, true, "OctoPerf failed",
     "Try again later; if it stays so, check the OctoPerf URL in the settings."},
    {ErrorKind::protocol, true, "What answers at the OctoPerf URL is not OctoPerf's API",
     "Check the OctoPerf URL in the settings: https://api.octoperf.com, or the root of your own "
     "server."},
    {ErrorKind::rejected, true, "OctoPerf refused",
     "The scenario may be incomplete or the subscription's limits reached: open it in OctoPerf."},
};

const Wording& wording_of(ErrorKind kind) {
    for (const Wording& wording : kWordings) {
        if (wording.kind == kind) return wording;
    }
    return std::end(kWordings)[-1];
}

tl::unexpected<Error> unexpected_shape(std::string_view origin) {
    return failure(ErrorKind::protocol, "OctoPerf's answer is not the one its API promises.",
                   "Check that the OctoPerf URL is the root of an OctoPerf server.",
                   std::string(origin));
}

/// The text between the quotes that follow `name` in JSON that may be cut anywhere.
std::string_view quoted_after(std::string_view text, std::string_view name) {
    const std::size_t at = text.find(name);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + name.size());
    const std::size_t open = text.find('"');
    if (open == std::string_view::npos) return {};
    text.remove_prefix(open + 1);
    const std::size_t close = text.find('"');
    return close == std::string_view::npos ? std::string_view() : text.substr(0, close);
}

}  // namespace

Error error_of(const Answer& answer, std::string_view origin) {
    const ErrorKind kind = kind_of_status(answer.status);
    const Wording& wording = wording_of(kind);
    std::string message;
    if (answer.status == 0) {
        const std::string why = redact(cut_utf8(strip_tags(cut_utf8(answer.body, 4096)), 200));
        message = concat({"OctoPerf cannot be reached", why.empty() ? "" : ": ", why,
                          why.ends_with('.') ? "" : "."});
    } else {
        message =
            concat({wording.message, wording.with_status ? status_and_words(answer) : "", "."});
    }
    return {kind, std::move(message), std::string(wording.advice), std::string(origin)};
}

Result<Json> json_of(const Answer& answer, std::string_view origin) {
    if (!answer.ok()) return tl::unexpected(error_of(answer, origin));
    auto json = parse_json(answer.body);
    if (!json) return tl::unexpected(error_of({answer.status, answer.body}, origin));
    return json;
}

Result<Scenario> read_scenario(const Answer& answer) {
    static constexpr std::string_view kOrigin = "OctoPerf GET runtime/scenarios/{id}";
    const auto json = json_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    if (!string_at(*json, "id")) return unexpected_shape(kOrigin);
    return Scenario{text_at(*json, "name"), text_at(*json, "projectId")};
}

Result<BenchReport> read_bench_report(const Answer& answer) {
    static constexpr std::string_view kOrigin = "OctoPerf POST runtime/scenarios/run/{id}";
    const auto json = json_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    const Json* ids = array_at(*json, "benchResultIds");
    if (ids == nullptr || ids->empty() || !ids->front().is_string())
        return unexpected_shape(kOrigin);
    const auto bench_result = BenchResultId::parse(ids->front().get_ref<const std::string&>());
    if (!bench_result) return unexpected_shape(kOrigin);
    BenchReport report{*bench_result, std::nullopt, text_at(*json, "projectId"),
                       text_at(*json, "name")};
    if (const auto id = BenchReportId::parse(text_at(*json, "id"))) report.id = *id;
    return report;
}

Traces find_traces(std::string_view text) {
    Traces traces;
    if (const auto id = BenchResultId::parse(quoted_after(text, "\"benchResultIds\""))) {
        traces.bench_result = *id;
    }
    // Only the first member can be trusted to be the report's own id: every item has one, too.
    const std::string_view start = trim(text);
    if (start.starts_with("{\"id\"")) {
        if (const auto id = BenchReportId::parse(quoted_after(start, "\"id\"")))
            traces.report = *id;
    }
    return traces;
}

State state_of(std::string_view text) {
    if (text == "RUNNING") return State::running;
    if (text == "FINISHED") return State::finished;
    if (text == "ABORTED") return State::aborted;
    if (text == "ERROR") return State::error;
    return State::waiting;
}

Result<BenchResult> read_bench_result(const Answer& answer) {
    static constexpr std::string_view kOrigin = "OctoPerf GET runtime/bench-results/{id}";
    const auto json = json_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    const auto state = string_at(*json, "state");
    if (!state) return unexpected_shape(kOrigin);
    return BenchResult{
        text_at(*json, "id"), text_at(*json, "scenarioId"), *state,
        state_of(*state),     integer_at(*json, "created"), integer_at(*json, "lastModified")};
}

Result<std::vector<Metric>> read_global_metrics(const Answer& answer) {
    static constexpr std::string_view kOrigin = "OctoPerf GET analysis/metrics/global/{id}";
    const auto json = json_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    const Json* rows = array_at(*json, "metrics");
    if (rows == nullptr) return unexpected_shape(kOrigin);
    std::vector<Metric> metrics;
    for (const Json& row : *rows) {
        const auto name = string_at(row, "name");
        if (!name) continue;
        const Json* value = find(row, "value");
        metrics.push_back(
            {*name, value == nullptr ? std::nullopt : number_of(*value), text_at(row, "unit")});
    }
    return metrics;
}

Result<std::vector<std::string>> read_alarm_severities(const Answer& answer) {
    static constexpr std::string_view kOrigin = "OctoPerf POST analysis/threshold-alarms";
    const auto json = json_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    if (!json->is_array()) return unexpected_shape(kOrigin);
    std::vector<std::string> severities;
    for (const Json& alarm : *json) {
        if (const auto severity = string_at(alarm, "severity")) severities.push_back(*severity);
    }
    return severities;
}

}  // namespace octospira::octoperf
