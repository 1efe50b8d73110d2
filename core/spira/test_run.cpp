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
Json number_or_null(const std::optional<Id>& id) {
    return id ? Json(id->value()) : Json(nullptr);
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

}  // namespace

Json to_json(const AutomatedRun& run) {
    return Json{{"TestCaseId", run.test_case.value()},
                {"Name", std::string(cut_utf8(run.name, kLineLimit))},
                {"TestRunFormatId", kPlainText},
                {"TestRunTypeId", kAutomated},
                {"ExecutionStatusId", run.execution_status},
                {"StartDate", format_utc(run.start)},
                {"EndDate", format_utc(run.end)},
                {"RunnerName", std::string(kRunnerName)},
                {"RunnerTestName", std::string(cut_utf8(run.test_name, kLineLimit))},
                {"RunnerMessage", std::string(cut_utf8(run.message, kLineLimit))},
                {"RunnerStackTrace", std::string(cut_utf8(run.details, kDetailsLimit))},
                {"RunnerAssertCount", run.assert_count ? Json(*run.assert_count) : Json(nullptr)},
                {"ReleaseId", number_or_null(run.release)},
                {"TestSetId", number_or_null(run.test_set)},
                {"BuildId", number_or_null(run.build)}};
}

Result<std::optional<TestRunId>> read_recorded(const Answer& answer) {
    if (!answer.ok()) {
        return tl::unexpected(error_of(answer, "Spira POST projects/{p}/test-runs/record"));
    }
    const auto json = parse_json(answer.body);
    if (!json) return std::optional<TestRunId>();
    return run_id_of(*json);
}

std::string marker(const BenchResultId& bench_result) {
    return "OctoPerf bench result: " + bench_result.text();
}

Result<MarkerSearch> find_marker(const Answer& answer, TestCaseId test_case,
                                 const BenchResultId& bench_result) {
    static constexpr std::string_view kOrigin =
        "Spira POST projects/{p}/test-runs/search/automated";
    const auto json = json_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    if (!json->is_array()) return tl::unexpected(error_of({answer.status, ""}, kOrigin));
    const std::string line = marker(bench_result);
    MarkerSearch search;
    search.rows = json->size();
    for (const Json& run : *json) {
        if (integer_at(run, "TestCaseId") != test_case.value()) continue;
        const bool marked = has_line(text_at(run, "RunnerStackTrace"), line);
        if (marked && !search.found) search.found = run_id_of(run);
    }
    return search;
}

}  // namespace octospira::spira
