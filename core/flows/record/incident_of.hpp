#pragma once

#include <optional>
#include <string>

#include "core/base/ids.hpp"
#include "core/spira/incidents.hpp"

namespace octospira::flows {

struct FailedTest {
    std::string test_case_name;
    TestCaseId test_case;
    std::string verdict;
    std::optional<TestRunId> run;
    std::string report_name;
    std::string report_url;  ///< "" or one that may be a link
    BenchResultId bench_result;
};

/// The incident of a failed test. Its description is HTML with everything from outside escaped; the
/// tokens in it become links in Spira, and spira::marker is its last paragraph.
[[nodiscard]] spira::NewIncident incident_of(const FailedTest& failed);

}  // namespace octospira::flows
