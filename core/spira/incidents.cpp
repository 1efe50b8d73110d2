#include "core/spira/incidents.hpp"

#include "core/base/optional_id.hpp"
#include "core/base/text.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/safe_text.hpp"

namespace octospira::spira {

namespace {

/// As a paragraph of its own, or as the end of what is shown: names from outside stand in it, too.
bool is_marked(const std::string& html, std::string_view text) {
    return html.find(concat({"<p>", escape_markup(text), "</p>"})) != std::string::npos ||
           strip_tags(html).ends_with(text);
}

std::string path_of(ProductId product, IncidentId incident) {
    return concat({"projects/", product.text(), "/incidents/", incident.text()});
}

}  // namespace

Request create_incident(ProductId product, const NewIncident& incident) {
    return {Method::post, concat({"projects/", product.text(), "/incidents"}),
            object({{"Name", safe_line(incident.name, kLineLimit)},
                    {"Description", incident.description},
                    {"DetectedReleaseId", number_or_null(incident.release)},
                    {"DetectedBuildId", number_or_null(incident.build)},
                    {"TestRunStepIds",
                     incident.step ? Json::array({incident.step->value()}) : Json(nullptr)},
                    {"IncidentTypeId", nullptr},
                    {"IncidentStatusId", nullptr}})};
}

Result<std::optional<IncidentId>> read_created_incident(const Answer& answer) {
    if (!answer.ok()) return tl::unexpected(error_of(answer, "Spira POST projects/{p}/incidents"));
    const auto json = parse_json(answer.body);
    if (!json) return std::optional<IncidentId>();
    return id_at<IncidentId>(*json, "IncidentId");
}

Request list_incidents(ProductId product) {
    return {Method::get, concat({"projects/", product.text(), "/incidents"})};
}

Result<std::optional<IncidentId>> find_incident(const Answer& answer, std::string_view text) {
    const auto rows = rows_of(answer, "Spira GET projects/{p}/incidents");
    if (!rows) return tl::unexpected(rows.error());
    for (const Json& row : *rows) {
        if (is_marked(text_at(row, "Description"), text))
            return id_at<IncidentId>(row, "IncidentId");
    }
    return std::optional<IncidentId>();
}

Request get_incident(ProductId product, IncidentId incident) {
    return {Method::get, path_of(product, incident)};
}

Result<std::optional<Json>> with_step(const Answer& answer, TestRunStepId step) {
    auto json = json_of(answer, "Spira GET projects/{p}/incidents/{id}");
    if (!json) return tl::unexpected(json.error());
    Json steps = Json::array();
    if (const Json* there = array_at(*json, "TestRunStepIds")) steps = *there;
    for (const Json& one : steps) {
        if (one == Json(step.value())) return std::optional<Json>();
    }
    steps.push_back(step.value());
    (*json)["TestRunStepIds"] = std::move(steps);
    return std::optional<Json>(std::move(*json));
}

Request put_incident(ProductId product, IncidentId incident, const Json& tree) {
    return {Method::put, path_of(product, incident), tree};
}

}  // namespace octospira::spira
