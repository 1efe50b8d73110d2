#pragma once

#include <optional>
#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/flows/engine/page_event.hpp"
#include "core/flows/engine/step.hpp"
#include "core/spira/test_case.hpp"

namespace octospira::flows {

/// One start, out of a page with one test case or with many.
struct StartRequest {
    TestCaseId test_case;
    std::optional<TestSetId> test_set = std::nullopt;
    std::optional<ReleaseId> release = std::nullopt;  ///< before any other, e.g. the test set's
    /// False: nobody is asked. Whatever would need a question is not started.
    bool interactive = true;
    std::string scenario = {};  ///< id or address; empty: the one that the test case names
};

/// A test that has started.
struct StartedTest {
    std::string scenario;  ///< its name
    BenchResultId bench_result;
    ScenarioId scenario_id;
    std::string report_url;           ///< empty where it is not known
    std::optional<Error> not_stored;  ///< why its id does not stand in the test case
    Phrase recorder_why;              ///< why the recorder was not told; empty: it was, or is none
    bool other_host = false;          ///< the pasted scenario address is of another OctoPerf
};

/// One that has not: refused (nothing was started), cancelled by a person, left out because of a
/// question nobody was there to answer, or unclear (it may run).
struct NotStarted {
    enum class How { refused, cancelled, left_out, unclear };
    How how = How::refused;
    std::string scenario;  ///< its name, as far as known
    Error error;
};

/// Starts the scenario a test case names and writes the run's id back: asks before a second test,
/// never starts twice by itself, registers the launch with the recorder. Tells nobody; `next` does.
/// Source: OctoSpira design §3.
[[nodiscard]] Step start_scenario(
    const PageEvent& event, StartRequest request,
    Function<Step(const tl::expected<StartedTest, NotStarted>&)> next);

/// What a test is recorded against: what the person has chosen in the page, or what the test case
/// names, or what the product's settings say.
[[nodiscard]] std::optional<ReleaseId> release_for(const PageEvent& event,
                                                   const spira::TestCase& test_case);

/// The hint that keeps the last launch of a test case (registered_launch.hpp, as JSON), for what
/// the test case itself has no place for: release, test set, time; and, where it is known, the live
/// report's address as `reportUrl`.
[[nodiscard]] std::string launch_hint_key(ProductId product, TestCaseId test_case);

}  // namespace octospira::flows
