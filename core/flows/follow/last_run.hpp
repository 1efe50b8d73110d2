#pragma once

#include <optional>
#include <string>

#include "core/base/function.hpp"
#include "core/base/handle.hpp"
#include "core/flows/engine/page_event.hpp"
#include "core/octoperf/answers.hpp"
#include "core/spira/test_case.hpp"

namespace octospira::flows {

/// The test that a page's test case names in octoperf-benchresult-id: what the page's conversations
/// about it share. The first four are always there.
struct LastRun : Counted {
    explicit LastRun(const PageEvent& its_event) : event(its_event) {}

    PageEvent event;
    std::optional<spira::TestCase> test_case = std::nullopt;
    std::optional<BenchResultId> id = std::nullopt;
    /// The launch in this browser (start_scenario.hpp, launch_hint_key); null where it was another.
    Json hint = nullptr;

    // What OctoPerf says of it.
    TokenForm form = TokenForm::dollar;
    octoperf::BenchResult result = {};
    octoperf::Plan plan = {};
    std::string scenario = {};  ///< its name; the test case's where the scenario is gone

    /// Of the live report; "" where it is not known.
    [[nodiscard]] std::string report_url() const { return text_at(hint, "reportUrl"); }
    [[nodiscard]] bool ended() const { return octoperf::terminal(result.state); }
};
using LastRunPtr = Handle<LastRun>;

/// Finds it and, if `ask_octoperf`, reads it from OctoPerf. If there is none, or it cannot be read,
/// the conversation ends as "refused" with a message.
[[nodiscard]] Step find_last_run(const PageEvent& event, bool ask_octoperf,
                                 Function<Step(const LastRunPtr&)> next);

/// A message in the user's language, "OctoPerf: text", then the end.
[[nodiscard]] Step tell_end(const PageEvent& event, Severity severity, std::string_view text,
                            std::string outcome, Json details = Json::object(),
                            std::optional<Link> link = std::nullopt);

}  // namespace octospira::flows
