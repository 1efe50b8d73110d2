#pragma once

#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/flows/step.hpp"

namespace octospira::flows {

struct ReportToAttach {
    ProductId product;
    TestRunId run;
    std::string url;
    bool again = false;  ///< an attempt before this one may have attached it: looks first
};

/// Attaches a report's address to a run as a document. `next` learns why not; "": it is attached.
[[nodiscard]] Step attach_report(ReportToAttach report, Function<Step(std::string)> next);

}  // namespace octospira::flows
