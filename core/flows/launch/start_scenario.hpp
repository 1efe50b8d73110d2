#pragma once

#include <optional>
#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/flows/engine/page_event.hpp"
#include "core/flows/engine/step.hpp"
#include "core/spira/test_case.hpp"

namespace octospira::flows {

/// One start, from a page with one test case or with many.
struct StartRequest {
    TestCaseId test_case;
    std::optional<TestSetId> test_set = std::nullopt;
    std::optional<ReleaseId> release = std::nullopt;  ///< before any other, e.g. the test set's
    /// False: asks nothing, and does not start if a question would be needed.
    bool interactive = true;
    std::string scenario = {};  ///< id or address; empty: the one that the test case names
};

/// A test that has started.
struct StartedTest {
    std::string scenario;  ///< its name
    BenchResultId bench_result;
    ScenarioId scenario_id;
    std::string report_url;           ///< empty where it is not known
    std::optional<Error> not_stored;  ///< why its id is not stored in the test case
    Phrase recorder_why;      ///< why the launch was not registered; empty: it was, or there is no
                              ///< recorder
    bool other_host = false;  ///< the pasted scenario address is of another OctoPerf
};

/// A test that was not started: refused (nothing was started), cancelled by the user, skipped
/// because a question would be needed, or unclear (it may be running).
struct NotStarted {
    enum class How { refused, cancelled, left_out, unclear };
    How how = How::refused;
    std::string scenario;  ///< its name, as far as known
    Error error;
};

/// Starts the scenario a test case names and writes the run's id back: asks before a second test,
/// never automatically starts twice, registers the launch with the recorder. Shows nothing; `next`
/// does. Source: OctoSpira design §3.
[[nodiscard]] Step start_scenario(
    const PageEvent& event, StartRequest request,
    Function<Step(const tl::expected<StartedTest, NotStarted>&)> next);

/// The release that a test is recorded against: the one selected on the page, or the test case's,
/// or the product's setting.
[[nodiscard]] std::optional<ReleaseId> release_for(const PageEvent& event,
                                                   const spira::TestCase& test_case);

/// The hint that keeps the last launch of a test case (registered_launch.hpp, as JSON), for what
/// the test case itself has no place for: release, test set, time; and, where it is known, the live
/// report's address as `reportUrl`.
[[nodiscard]] std::string launch_hint_key(ProductId product, TestCaseId test_case);

}  // namespace octospira::flows
