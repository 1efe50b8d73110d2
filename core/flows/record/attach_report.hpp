#pragma once

#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/base/time.hpp"
#include "core/flows/engine/step.hpp"

namespace octospira::flows {

struct ReportToAttach {
    ProductId product;
    TestRunId run;
    BenchResultId bench_result;
    std::string url;
    bool again = false;  ///< an earlier attempt may have attached it: searches first
    EpochMs now = 0;     ///< time of the POST, if one is needed
    EpochMs window = 0;  ///< how long it may be in progress
};

/// Attaches a report's address to a run as a document. Ledger "report/{bench result}/{test run}":
/// the intent of the POST (intent.hpp), which is not repeated while it may be in progress. `next`
/// gets the reason if it was not attached; "": it is attached.
[[nodiscard]] Step attach_report(ReportToAttach report, Function<Step(std::string)> next);

}  // namespace octospira::flows
