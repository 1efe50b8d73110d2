#include "core/octoperf/answers.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/not_reached.hpp"
#include "core/base/text.hpp"
#include "core/texts/texts.hpp"

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
    return redact(cut_utf8(collapse_blanks(text), 160));
}

/// What an error says; the sentence's place takes the status and the server's own first words.
struct Wording {
    ErrorKind kind;
    const Text& message;
    const Text& advice;
};
constexpr Wording kWordings[] = {
    {ErrorKind::unauthorized, texts::octoperf_key_refused, texts::octoperf_key_refused_advice},
    {ErrorKind::forbidden, texts::octoperf_no_right, texts::octoperf_no_right_advice},
    {ErrorKind::not_found, texts::octoperf_unknown, texts::octoperf_unknown_advice},
    {ErrorKind::rate_limited, texts::octoperf_slow_down, texts::octoperf_slow_down_advice},
    {ErrorKind::unavailable, texts::octoperf_failed, texts::octoperf_failed_advice},
    {ErrorKind::rejected, texts::octoperf_refused, texts::octoperf_refused_advice},
};

const Wording& wording_of(ErrorKind kind) {
    for (const Wording& wording : kWordings) {
        if (wording.kind == kind) return wording;
    }
    return std::end(kWordings)[-1];
}

/// An error of OctoPerf is a JSON object, or nothing at all (OctoPerf API §2). 407 is a proxy's.
bool is_word_of_octoperf(const Answer& answer) {
    if (answer.status < 400 || answer.status == 407) return false;
    switch (answer.from) {
        case AnswerFrom::unknown:
        case AnswerFrom::behind_proxy:
            break;
        default:
            return false;
    }
    const std::string_view body = trim(answer.body);
    if (body.empty()) return !passing_trouble(answer.status);
    const auto json = parse_json(body);
    return json && json->is_object();
}

tl::unexpected<Error> unexpected_shape(std::string_view origin) {
    return failure(ErrorKind::protocol, texts::octoperf_shape, texts::octoperf_shape_advice,
                   origin);
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
    if (answer.status == 0 || answer.from == AnswerFrom::platform) {
        const std::string why = redact(cut_utf8(strip_tags(cut_utf8(answer.body, 4096)), 200));
        Error error{ErrorKind::unavailable,
                    phrase(texts::octoperf_unreachable, {status_and_words(answer.status, why)}),
                    texts::octoperf_failed_advice, std::string(origin)};
        error.status = answer.status;
        // Spira's page tells in its own words that its server got no answer.
        error.foreign = answer.status != 0;
        return error;
    }
    const bool said = is_word_of_octoperf(answer);
    const bool unspoken = passing_trouble(answer.status) && answer.body.empty();
    if (!said && !unspoken && answer.status != 500) return not_reached("OctoPerf", answer, origin);
    const Wording& wording = wording_of(kind);
    const std::string words = first_words(answer);
    Error error{kind,
                phrase(wording.message, {concat({" (HTTP ", std::to_string(answer.status),
                                                 words.empty() ? "" : ": ", words, ")"})}),
                wording.advice, std::string(origin)};
    error.status = answer.status;
    error.foreign = !said && of_gateways(answer.status);
    return error;
}

Result<Json> json_of(const Answer& answer, std::string_view origin) {
    if (!answer.ok()) return tl::unexpected(error_of(answer, origin));
    auto json = parse_json(answer.body);
    if (!json) return tl::unexpected(not_reached("OctoPerf", answer, origin));
    return json;
}

bool says_gone(const Answer& answer) {
    return answer.status == 404 && !answer.body.empty() && is_word_of_octoperf(answer);
}

bool refuses(const Answer& answer) {
    return answer.status < 500 && answer.status != 408 && !trim(answer.body).empty() &&
           is_word_of_octoperf(answer);
}

Result<Json> rows_of(const Answer& answer, std::string_view origin) {
    auto json = json_of(answer, origin);
    if (json && !json->is_array()) return unexpected_shape(origin);
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

namespace {

std::int64_t number_at(const Json& object, std::string_view name) {
    const Json* value = find(object, name);
    const double number = value == nullptr ? 0 : number_of(*value).value_or(0);
    // Up to a year or a billion: what is more is no plan.
    return number > 0 && number < 4e10 ? static_cast<std::int64_t>(number) : 0;
}

/// One profile's load, or the strategy of the old model: both may be a list of points instead.
void add_load(const Json& load, Plan& plan) {
    std::int64_t users = number_at(load, "plateauVus");
    std::int64_t duration = 0;
    for (const std::string_view part : {"delayMs", "rampUpMs", "plateauMs", "rampDownMs"})
        duration += number_at(load, part);
    if (const Json* points = array_at(load, "points")) {
        for (const Json& point : *points) {
            users = std::max(users, number_at(point, "threadsCount"));
            duration = std::max(duration, number_at(point, "timeInMs"));
        }
    }
    plan.users += users;
    plan.duration_ms = std::max(plan.duration_ms, duration);
}

}  // namespace

Plan read_plan(const Answer& scenario) {
    Plan plan;
    const auto json = json_of(scenario, "");
    if (!json) return plan;
    for (const auto& [list, load] :
         {std::pair("userProfiles", "load"), {"userLoads", "strategy"}}) {
        const Json* rows = array_at(*json, list);
        if (rows == nullptr) continue;
        for (const Json& row : *rows) {
            if (const Json* found = find(row, load)) add_load(*found, plan);
        }
    }
    if (plan.duration_ms > 0) plan.duration_ms += 30'000;
    return plan;
}

Result<std::vector<Named>> read_list(const Answer& answer) {
    const auto json = rows_of(answer, "OctoPerf GET list");
    if (!json) return tl::unexpected(json.error());
    std::vector<Named> rows;
    for (const Json& row : *json) {
        std::string id = text_at(row, "id");
        if (!id.empty()) rows.push_back({std::move(id), text_at(row, "name")});
    }
    return rows;
}

std::optional<Error> no_octoperf_there(const Answer& workspaces) {
    if (workspaces.status != 404 && workspaces.status != 400) return std::nullopt;
    const std::string status = concat({" (HTTP ", std::to_string(workspaces.status), ")"});
    Error error{ErrorKind::not_configured, phrase(texts::octoperf_not_there, {status}),
                texts::octoperf_not_there_advice, "OctoPerf GET workspaces/member-of"};
    error.status = workspaces.status;
    return error;
}

Result<std::vector<Named>> read_workspaces(const Answer& answer) {
    if (auto error = no_octoperf_there(answer)) return tl::unexpected(std::move(*error));
    return read_list(answer);
}

std::string read_workspace_of(const Answer& answer) {
    const auto project = json_of(answer, "OctoPerf GET design/projects/{id}");
    return project ? text_at(*project, "workspaceId") : std::string();
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

Result<Summary> read_summary(const Answer& answer) {
    const auto json = rows_of(answer, "OctoPerf POST analysis/metrics/summary");
    if (!json) return tl::unexpected(json.error());
    Summary summary;
    std::size_t at = 0;
    for (const Json& value : *json) {
        if (at < summary.size()) summary[at++] = number_of(value);
    }
    return summary;
}

Result<std::optional<double>> read_progress(const Answer& answer) {
    const auto json = json_of(answer, "OctoPerf GET runtime/bench-results/progress/{id}");
    if (!json) return tl::unexpected(json.error());
    const Json* value = find(*json, "value");
    return value == nullptr ? std::nullopt : number_of(*value);
}

Result<std::vector<std::string>> read_alarm_severities(const Answer& answer) {
    const auto json = rows_of(answer, "OctoPerf POST analysis/threshold-alarms");
    if (!json) return tl::unexpected(json.error());
    std::vector<std::string> severities;
    for (const Json& alarm : *json) {
        if (const auto severity = string_at(alarm, "severity")) severities.push_back(*severity);
    }
    return severities;
}

}  // namespace octospira::octoperf
