#pragma once

#include <optional>
#include <string>

#include "core/base/ids.hpp"
#include "core/base/time.hpp"
#include "core/flows/step.hpp"

namespace octospira::flows {

struct LaunchRequest {
    ProductId product;
    TestCaseId test_case;
    std::optional<TemplateId> product_template = std::nullopt;
    std::optional<ReleaseId> release = std::nullopt;  ///< the one chosen in the page, if any
    std::optional<std::int64_t> user = std::nullopt;  ///< Spira's id of who clicked
    EpochMs now = 0;
    bool may_modify_test_case = false;
    std::optional<bool> unsaved_changes = std::nullopt;  ///< empty: the host cannot tell
    std::string octoperf_url = {};  ///< normalised; empty where the page cannot see the setting
    bool recorder = false;          ///< a recorder is configured
};

/// Start Test Scenario: starts the scenario a test case names and writes the run's id back.
/// Asks before a second test, never starts twice by itself, and ends with a message in every case.
///
/// Outcomes: "started" (details benchResultId, scenarioId, stored), "refused" (nothing started;
/// error), "cancelled" (the person said no), "unclear" (a start without a clear answer; error).
/// Source: OctoSpira design §3.
[[nodiscard]] Step launch(LaunchRequest request);

}  // namespace octospira::flows
