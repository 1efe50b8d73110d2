#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/flows/record/enrich.hpp"
#include "core/flows/record/record.hpp"
#include "core/flows/record/verdict.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

/// A result: the notification's data, then OctoPerf's.
struct TestResult {
    explicit TestResult(RecordRequest its_request);

    /// Adds OctoPerf's data; what it lacks is kept.
    void add(const Enrichment& found);

    /// The request's notification has one.
    [[nodiscard]] Verdict verdict() const;

    /// The run to record for it. Its build is left out.
    [[nodiscard]] spira::AutomatedRun run(const spira::TestCase& test_case) const;

    RecordRequest request;
    std::vector<octoperf::Metric> metrics;
    std::vector<std::string> alarms;  ///< severities
    Figures figures = {};             ///< for the line that programs read
    std::string state;                ///< OctoPerf's word, may be empty
    EpochMs start = 0;
    EpochMs end = 0;
    bool measured = false;   ///< start and end are OctoPerf's
    std::string notes = {};  ///< more lines for the details, each with its end
};

}  // namespace octospira::flows
