#include "core/spira/incidents.hpp"

#include "core/base/text.hpp"
#include "core/spira/errors.hpp"

namespace octospira::spira {

namespace {

constexpr std::size_t kNameLimit = 255;
constexpr int kTestCase = 2;
constexpr int kIncident = 3;
constexpr int kLinkType = 1;

template <class Id>
Json number_or_null(const std::optional<Id>& id) {
    return id ? Json(id->value()) : Json(nullptr);
}

std::optional<IncidentId> id_of(const Json& incident) {
    const auto id = IncidentId::from(integer_at(incident, "IncidentId").value_or(0));
    return id ? std::optional<IncidentId>(*id) : std::nullopt;
}

/// As a whole: an OctoPerf id may be the beginning of a longer one.
bool has_whole(std::string_view shown, std::string_view text) {
    static constexpr std::string_view kIdCharacters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (std::size_t at = shown.find(text); at != std::string_view::npos;
         at = shown.find(text, at + 1)) {
        const std::size_t end = at + text.size();
        if (end == shown.size() || kIdCharacters.find(shown[end]) == std::string_view::npos)
            return true;
    }
    return false;
}

}  // namespace

Request create_incident(ProductId product, const NewIncident& incident) {
    return {Method::post, concat({"projects/", product.text(), "/incidents"}),
            object({{"Name", std::string(cut_utf8(incident.name, kNameLimit))},
                    {"Description", incident.description},
                    {"DetectedReleaseId", number_or_null(incident.release)},
                    {"DetectedBuildId", number_or_null(incident.build)},
                    {"IncidentTypeId", nullptr},
                    {"IncidentStatusId", nullptr}})};
}

Result<std::optional<IncidentId>> read_created_incident(const Answer& answer) {
    if (!answer.ok()) return tl::unexpected(error_of(answer, "Spira POST projects/{p}/incidents"));
    const auto json = parse_json(answer.body);
    if (!json) return std::optional<IncidentId>();
    return id_of(*json);
}

Request list_incidents(ProductId product) {
    return {Method::get, concat({"projects/", product.text(), "/incidents"})};
}

Result<std::optional<IncidentId>> find_incident(const Answer& answer, std::string_view text) {
    const auto rows = rows_of(answer, "Spira GET projects/{p}/incidents");
    if (!rows) return tl::unexpected(rows.error());
    for (const Json& row : *rows) {
        if (has_whole(strip_tags(text_at(row, "Description")), text)) return id_of(row);
    }
    return std::optional<IncidentId>();
}

Request link_incident(ProductId product, IncidentId incident, TestCaseId test_case,
                      std::string_view comment) {
    return {Method::post, concat({"projects/", product.text(), "/associations"}),
            object({{"SourceArtifactId", incident.value()},
                    {"SourceArtifactTypeId", kIncident},
                    {"DestArtifactId", test_case.value()},
                    {"DestArtifactTypeId", kTestCase},
                    {"ArtifactLinkTypeId", kLinkType},
                    {"Comment", std::string(comment)}})};
}

}  // namespace octospira::spira
