#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/http.hpp"
#include "core/base/ids.hpp"
#include "core/base/time.hpp"

namespace octospira::spira {

/// An automated run of OctoPerf, as listed. Source: Spira REST §9.1, §9.4.
struct ListedRun {
    TestRunId id;
    TestCaseId test_case;
    std::string name;  ///< the test case's, as the stock integration and ours write it
    int execution_status = 0;
    std::optional<EpochMs> end;
    std::optional<ReleaseId> release;
    std::string details;  ///< RunnerStackTrace
};

/// One page of the list: OctoPerf's runs of it, in order; `rows` counts all.
struct RunPage {
    std::vector<ListedRun> runs;
    std::size_t rows = 0;
};

/// Automated runs of a product, newest first; `start` counts from 1. `by_runner`: only OctoPerf's,
/// as far as Spira can filter for that, which is not known (§9.4): the answer is filtered again.
[[nodiscard]] Request search_octoperf_runs(ProductId product, int start, bool by_runner);

/// Errors: as errors.hpp, json_of.
[[nodiscard]] Result<RunPage> read_octoperf_runs(const Answer& answer);

}  // namespace octospira::spira
