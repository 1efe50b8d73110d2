#include "core/spira/test_run.hpp"

#include "core/base/optional_id.hpp"
#include "core/base/text.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/safe_text.hpp"

namespace octospira::spira {

namespace {

constexpr int kPlainText = 1;
constexpr int kAutomated = 2;

void put_text(Json& json, const char* name, std::string_view text) {
    json[name] = std::string(text);
}

void put_number(Json& json, const char* name, std::optional<int> number) {
    json[name] = number ? Json(*number) : Json(nullptr);
}

/// The step of a run that tells its verdict. Source: facts of November 2026, §3.1.
Json step_of(const AutomatedRun& run) {
    return object(
        {{"Position", 1},
         {"Description", concat({"OctoPerf test ", safe_line(run.test_name, kLineLimit)})},
         {"ExpectedResult", "No critical alarm is triggered."},
         {"ActualResult", safe_line(run.step, kLineLimit)},
         {"ExecutionStatusId", run.execution_status},
         {"StartDate", format_utc(run.start)},
         {"EndDate", format_utc(run.end)}});
}

/// The text before the notification, without line ends and blanks at its end.
std::string_view before_notification(std::string_view details) {
    for (std::size_t at = details.find(kNotificationLine); at != std::string_view::npos;
         at = details.find(kNotificationLine, at + 1)) {
        const char after = at + kNotificationLine.size() < details.size()
                               ? details[at + kNotificationLine.size()]
                               : '\n';
        if (at > 0 && details[at - 1] == '\n' && (after == '\n' || after == '\r'))
            return trim(details.substr(0, at));
    }
    return trim(details);
}

bool is_stock_run(std::string_view details, const BenchResultId& bench_result) {
    details = trim(details);
    if (!details.starts_with('{')) return false;
    const auto json = parse_json(details);
    return json && text_at(*json, "benchResultId") == bench_result.text();
}

}  // namespace

std::string_view status_name(int execution_status) {
    static constexpr std::string_view kNames[] = {"Failed", "Passed",  "Not Run",
                                                  "N/A",    "Blocked", "Caution"};
    return execution_status >= 1 && execution_status <= 6 ? kNames[execution_status - 1]
                                                          : std::string_view("unknown");
}

Json to_json(const AutomatedRun& run) {
    Json json = object({{"TestCaseId", run.test_case.value()}});
    put_text(json, "Name", safe_line(run.name, kLineLimit));
    put_number(json, "TestRunFormatId", kPlainText);
    put_number(json, "TestRunTypeId", kAutomated);
    put_number(json, "ExecutionStatusId", run.execution_status);
    put_text(json, "StartDate", format_utc(run.start));
    put_text(json, "EndDate", format_utc(run.end));
    put_text(json, "RunnerName", kRunnerName);
    put_text(json, "RunnerTestName", safe_line(run.test_name, kLineLimit));
    put_text(json, "RunnerMessage", safe_line(run.message, kLineLimit));
    put_text(json, "RunnerStackTrace", safe_text(run.details, kDetailsLimit));
    put_number(json, "RunnerAssertCount", run.assert_count);
    json["ReleaseId"] = number_or_null(run.release);
    json["TestSetId"] = number_or_null(run.test_set);
    json["BuildId"] = number_or_null(run.build);
    if (!run.step.empty()) json["TestRunSteps"] = Json::array({step_of(run)});
    return json;
}

std::optional<StoredRun> stored_run(const Json& run) {
    const auto id = TestRunId::from(integer_at(run, "TestRunId").value_or(0));
    if (!id) return std::nullopt;
    StoredRun stored{*id, static_cast<int>(integer_at(run, "ExecutionStatusId").value_or(0))};
    stored.details = text_at(run, "RunnerStackTrace");
    const Json* steps = array_at(run, "TestRunSteps");
    if (steps == nullptr || steps->empty()) return stored;
    stored.step = id_at<TestRunStepId>((*steps)[0], "TestRunStepId");
    return stored;
}

Result<StoredRun> read_run(const Answer& answer, std::string_view origin) {
    const auto json = json_of(answer, origin);
    if (!json) return tl::unexpected(json.error());
    auto run = stored_run(*json);
    // A page that somebody on the way put in the place of an answer is a 200, too.
    if (!run) return tl::unexpected(error_of({answer.status, ""}, origin));
    return *run;
}

Result<Json> read_runs(const Answer& answer) {
    return rows_of(answer, "Spira POST test-runs/search");
}

std::string marker(const BenchResultId& bench_result) {
    return "OctoPerf bench result: " + bench_result.text();
}

RunOf run_of(std::string_view details, const BenchResultId& bench_result) {
    const std::string_view text = before_notification(details);
    const std::string line = marker(bench_result);
    if (text == line || (text.ends_with(line) && text[text.size() - line.size() - 1] == '\n')) {
        return text.find(concat({"\n", kSecondVerdict})) == std::string_view::npos
                   ? RunOf::ours
                   : RunOf::second_verdict;
    }
    return is_stock_run(details, bench_result) ? RunOf::stock : RunOf::another;
}

}  // namespace octospira::spira
