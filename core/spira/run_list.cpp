#include "core/spira/run_list.hpp"

#include "core/base/optional_id.hpp"
#include "core/base/text.hpp"
#include "core/spira/requests.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::spira {

Request search_octoperf_runs(ProductId product, int start, bool by_runner) {
    Json filters = Json::array();
    if (by_runner) {
        filters.push_back(
            object({{"PropertyName", "RunnerName"}, {"StringValue", std::string(kRunnerName)}}));
    }
    return search_runs(product, std::move(filters), {start});
}

Result<RunPage> read_octoperf_runs(const Answer& answer) {
    const auto json = read_runs(answer);
    if (!json) return tl::unexpected(json.error());
    RunPage page;
    page.rows = json->size();
    for (const Json& row : *json) {
        const auto id = TestRunId::from(integer_at(row, "TestRunId").value_or(0));
        const auto test_case = TestCaseId::from(integer_at(row, "TestCaseId").value_or(0));
        const bool ours = equals_ignoring_case(trim(text_at(row, "RunnerName")), kRunnerName);
        if (!id || !test_case || !ours) continue;
        ListedRun run{*id, *test_case, text_at(row, "Name"), 0, std::nullopt, std::nullopt, {}};
        run.execution_status = static_cast<int>(integer_at(row, "ExecutionStatusId").value_or(0));
        run.end = parse_utc(text_at(row, "EndDate"));
        if (!run.end) run.end = parse_utc(text_at(row, "StartDate"));
        run.release = id_at<ReleaseId>(row, "ReleaseId");
        run.details = text_at(row, "RunnerStackTrace");
        page.runs.push_back(std::move(run));
    }
    return page;
}

}  // namespace octospira::spira
