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
};

/// POST projects/{p}/incidents; its type and status are the template's defaults.
[[nodiscard]] Request create_incident(ProductId product, const NewIncident& incident);
/// The id in the answer; empty when it was 2xx but unreadable, which still means stored.
/// Errors: as errors.hpp, error_of.
[[nodiscard]] Result<std::optional<IncidentId>> read_created_incident(const Answer& answer);

/// GET projects/{p}/incidents: the newest 500. Source: Inflectra's public OpenAPI file, REST v7.0.
[[nodiscard]] Request list_incidents(ProductId product);
/// The first whose description has this text as it is shown, followed by no letter, digit, '-' or
/// '_'. Errors: as errors.hpp, json_of.
[[nodiscard]] Result<std::optional<IncidentId>> find_incident(const Answer& answer,
                                                              std::string_view text);

/// POST projects/{p}/associations: links an incident to a test case.
[[nodiscard]] Request link_incident(ProductId product, IncidentId incident, TestCaseId test_case,
                                    std::string_view comment);

}  // namespace octospira::spira
