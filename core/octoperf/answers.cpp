#include "core/octoperf/answers.hpp"

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
    std::string text = " (HTTP " + std::to_string(answer.status);
    if (const std::string words = first_words(answer); !words.empty()) text += ": " + words;
    return text + ")";
}

std::optional<EpochMs> date_at(const Json& object, std::string_view name) {
    if (const auto number = integer_at(object, name)) return number;
    if (const auto text = string_at(object, name)) return parse_utc(*text);
    return std::nullopt;
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
    Error error{kind_of_status(answer.status), "", "", std::string(origin)};
    switch (error.kind) {
        case ErrorKind::unauthorized:
            error.message = "OctoPerf does not accept the API key.";
            error.advice =
                "Ask an administrator to check the API key in the settings: it is shown in "
                "OctoPerf under "
                "Account, Profile.";
            break;
        case ErrorKind::forbidden:
            error.message = "The API key's OctoPerf user has no right to do this" +
                            status_and_words(answer) + ".";
            error.advice = "Give the user the role Test Executor or better in that workspace.";
            break;
        case ErrorKind::not_found:
            error.message = "OctoPerf does not know it, or hides it from the API key's user.";
            error.advice = "Check the id, and that the user is a member of that workspace.";
            break;
        case ErrorKind::rate_limited:
            error.message = "OctoPerf asks to slow down.";
            error.advice = "Try again in a minute.";
            break;
        case ErrorKind::unavailable:
            error.message = answer.status == 0 ? "OctoPerf cannot be reached"
                                               : "OctoPerf failed" + status_and_words(answer);
            if (const std::string words =
                    redact(cut_utf8(strip_tags(cut_utf8(answer.body, 4096)), 200));
                answer.status == 0 && !words.empty()) {
                error.message += ": " + words;
            }
            if (!error.message.ends_with('.')) error.message += '.';
            error.advice =
                "Try again later; if it stays so, check the OctoPerf URL in the settings.";
            break;
        case ErrorKind::protocol:
            error.message = "What answers at the OctoPerf URL is not OctoPerf's API" +
                            status_and_words(answer) + ".";
            error.advice =
                "Check the OctoPerf URL in the settings: https://api.octoperf.com, or the root of "
                "your own server.";
            break;
        default:
            error.message = "OctoPerf refused" + status_and_words(answer) + ".";
            error.advice =
                "The scenario may be incomplete or the subscription's limits reached: open it in "
                "OctoPerf.";
            break;
    }
    return error;
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
        state_of(*state),     date_at(*json, "created"),    date_at(*json, "lastModified")};
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
