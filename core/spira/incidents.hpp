#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/http.hpp"
#include "core/base/ids.hpp"

namespace octospira::spira {

// Incidents. Source: Spira REST §11.

struct NewIncident {
    std::string name;
    std::string description;                          ///< HTML
    std::optional<ReleaseId> release = std::nullopt;  ///< detected in
    std::optional<BuildId> build = std::nullopt;      ///< detected in
    /// The test run step that failed: how an incident is linked to a run, its test case and step.
    std::optional<TestRunStepId> step = std::nullopt;
};

/// POST projects/{p}/incidents; its type and status are the template's defaults.
[[nodiscard]] Request create_incident(ProductId product, const NewIncident& incident);
/// The id in the answer; empty when it was 2xx but unreadable, which still means stored.
/// Errors: as errors.hpp, error_of.
[[nodiscard]] Result<std::optional<IncidentId>> read_created_incident(const Answer& answer);

/// GET projects/{p}/incidents: the newest 500. Source: Inflectra's public OpenAPI file, REST v7.0.
[[nodiscard]] Request list_incidents(ProductId product);
/// The first whose description has this text as a separate paragraph, or at its end.
/// Errors: as errors.hpp, json_of.
[[nodiscard]] Result<std::optional<IncidentId>> find_incident(const Answer& answer,
                                                              std::string_view text);

/// GET projects/{p}/incidents/{id}
[[nodiscard]] Request get_incident(ProductId product, IncidentId incident);
/// The incident as read with the step among its TestRunStepIds, to be sent back as a whole; empty
/// when the step is there already. Errors: as errors.hpp, json_of.
[[nodiscard]] Result<std::optional<Json>> with_step(const Answer& answer, TestRunStepId step);
/// PUT projects/{p}/incidents/{id}. Source: facts of November 2026, §3.1.
[[nodiscard]] Request put_incident(ProductId product, IncidentId incident, const Json& tree);

}  // namespace octospira::spira
