// Incidents and links between artifacts (REST §11).
#include "native/simulators/spira/filters.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

Outcome create_incident(RestCall& call) {
    const auto product = product_in(call, artifact::kIncident, Right::create);
    if (!product) return tl::unexpected(product.error());
    const auto read = body_object(call, incident_members(), "RemoteIncident");
    if (!read) return tl::unexpected(read.error());
    if (text_at(*read, "Name").empty()) return invalid("Name", "The name is required.");
    const int release = number_of_member(*read, "DetectedReleaseId");
    if (release != 0 && call.store.find(call.store.releases, (*product)->id, release) == nullptr) {
        return invalid("DetectedReleaseId", "The release does not exist in the product.");
    }
    Json fields = Json::object();
    for (const Member& each : incident_members()) {
        if (each.input) fields[std::string(each.name)] = *find(*read, each.name);
    }
    if (!integer_at(*read, "IncidentStatusId")) fields["IncidentStatusId"] = 1;
    if (!integer_at(*read, "IncidentTypeId")) fields["IncidentTypeId"] = 1;
    if (!integer_at(*read, "OpenerId")) fields["OpenerId"] = call.user.id;
    fields["CreationDate"] = format_utc(call.store.now());
    const Artifact& made = call.store.add(call.store.incidents, (*product)->id, artifact::kIncident,
                                          std::move(fields));
    return remote_incident(call.store, call.switches, made);
}

/// The newest first, 500 at most; no paging.
Outcome list_incidents(RestCall& call) {
    constexpr std::size_t kMost = 500;
    const auto product = product_in(call, artifact::kIncident, Right::view);
    if (!product) return tl::unexpected(product.error());
    const auto rows = in_product(call.store.incidents, (*product)->id);
    Json all = Json::array();
    for (auto row = rows.rbegin(); row != rows.rend() && all.size() < kMost; ++row)
        all.push_back(remote_incident(call.store, call.switches, **row));
    return all;
}

Outcome get_incident(RestCall& call) {
    const auto incident = artifact_in(call, call.store.incidents, artifact::kIncident, Right::view);
    if (!incident) return tl::unexpected(incident.error());
    return remote_incident(call.store, call.switches, **incident);
}

Outcome create_association(RestCall& call) {
    const auto product = product_in(call, artifact::kIncident, Right::create);
    if (!product) return tl::unexpected(product.error());
    const auto read = body_object(call, association_members(), "RemoteAssociation");
    if (!read) return tl::unexpected(read.error());
    const int source_type = number_of_member(*read, "SourceArtifactTypeId");
    const int type = number_of_member(*read, "DestArtifactTypeId");
    const int id = number_of_member(*read, "DestArtifactId");
    const Store& store = call.store;
    if (source_type != artifact::kIncident ||
        store.find(store.incidents, (*product)->id, number_of_member(*read, "SourceArtifactId")) ==
            nullptr) {
        return unable_to_locate();
    }
    if (type == artifact::kTestRun && !call.switches.incident_to_run_association) {
        return invalid("DestArtifactTypeId", "An incident cannot be linked to a test run.");
    }
    const Table* table = type == artifact::kTestCase  ? &store.test_cases
                         : type == artifact::kTestRun ? &store.test_runs
                                                      : nullptr;
    if (table == nullptr || store.find(*table, (*product)->id, id) == nullptr) {
        return unable_to_locate();
    }
    const Artifact& made =
        call.store.add(call.store.associations, (*product)->id, artifact::kAssociation, *read);
    return remote_plain(call.switches, made, association_members());
}

}  // namespace octospira::simulators::spira
