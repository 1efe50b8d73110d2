#include "core/spira/test_run.hpp"

#include "core/base/text.hpp"
#include "core/spira/errors.hpp"

namespace octospira::spira {

namespace {

constexpr std::size_t kLineLimit = 255;
constexpr std::size_t kDetailsLimit = 1'000'000;
constexpr int kPlainText = 1;
constexpr int kAutomated = 2;

template <class Id>
std::optional<int> number_of_id(const std::optional<Id>& id) {
    return id ? std::optional<int>(id->value()) : std::nullopt;
}

void put_text(Json& json, const char* name, std::string_view text) {
    json[name] = std::string(text);
}

void put_number(Json& json, const char* name, std::optional<int> number) {
    json[name] = number ? Json(*number) : Json(nullptr);
}

std::optional<TestRunId> run_id_of(const Json& run) {
    const auto number = integer_at(run, "TestRunId");
    if (!number) return std::nullopt;
    const auto id = TestRunId::from(*number);
    if (!id) return std::nullopt;
    return *id;
}

/// True when the marker stands there as a whole line: the id may be the beginning of a longer one.
bool has_line(std::string_view text, std::string_view line) {
    for (std::size_t at = text.find(line); at != std::string_view::npos;
         at = text.find(line, at + 1)) {
        const std::size_t end = at + line.size();
        const bool begins = at == 0 || text[at - 1] == '\n';
        const bool ends = end == text.size() || text[end] == '\n' || text[end] == '\r';
        if (begins && ends) return true;
    }
    return false;
}

/// The stock integration's runs hold the notification's JSON and nothing else; nobody knows whether
/// it is written anew on the way, so a blank after the colon is fine.
bool is_stock_run(std::string_view details, const BenchResultId& bench_result) {
    for (const std::string_view colon : {":", ": "}) {
        const std::string member =
            concat({"\"benchResultId\"", colon, "\"", bench_result.text(), "\""});
        if (details.find(member) != std::string_view::npos) return true;
    }
    return false;
}

}  // namespace

Json to_json(const AutomatedRun& run) {
    Json json = object({{"TestCaseId", run.test_case.value()}});
    put_text(json, "Name", cut_utf8(run.name, kLineLimit));
    put_number(json, "TestRunFormatId", kPlainText);
    put_number(json, "TestRunTypeId", kAutomated);
    put_number(json, "ExecutionStatusId", run.execution_status);
    put_text(json, "StartDate", format_utc(run.start));
    put_text(json, "EndDate", format_utc(run.end));
    put_text(json, "RunnerName", kRunnerName);
    put_text(json, "RunnerTestName", cut_utf8(run.test_name, kLineLimit));
    put_text(json, "RunnerMessage", cut_utf8(run.message, kLineLimit));
    put_text(json, "RunnerStackTrace", cut_utf8(run.details, kDetailsLimit));
    put_number(json, "RunnerAssertCount", run.assert_count);
    put_number(json, "ReleaseId", number_of_id(run.release));
    put_number(json, "TestSetId", number_of_id(run.test_set));
    put_number(json, "BuildId", number_of_id(run.build));
    return json;
}

Result<std::optional<TestRunId>> read_recorded(const Answer& answer) {
    static constexpr std::string_view kOrigin = "Spira POST projects/{p}/test-runs/record";
    const auto json = json_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    auto id = run_id_of(*json);
    // A page that somebody on the way put in the place of an answer is a 200, too.
    if (!id) return tl::unexpected(error_of({answer.status, ""}, kOrigin));
    return id;
}

Result<Json> read_runs(const Answer& answer) {
    return rows_of(answer, "Spira POST projects/{p}/test-runs/search/automated");
}

std::string marker(const BenchResultId& bench_result) {
    return "OctoPerf bench result: " + bench_result.text();
}

Result<MarkerSearch> find_marker(const Answer& answer, TestCaseId test_case,
                                 const BenchResultId& bench_result) {
    const auto rows = read_runs(answer);
    if (!rows) return tl::unexpected(rows.error());
    const std::string line = marker(bench_result);
    MarkerSearch search;
    search.rows = rows->size();
    for (const Json& run : *rows) {
        if (integer_at(run, "TestCaseId") != test_case.value()) continue;
        const std::string details = text_at(run, "RunnerStackTrace");
        const bool marked = has_line(details, line) || is_stock_run(details, bench_result);
        if (marked && !search.found) search.found = run_id_of(run);
        if (search.latest.empty() && trim(text_at(run, "RunnerName")) == kRunnerName)
            search.latest = details;
    }
    return search;
}

}  // namespace octospira::spira
