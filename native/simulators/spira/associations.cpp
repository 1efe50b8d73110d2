// Links between artifacts (REST §11; facts of November 2026, §1.2, §3.1).
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

/// What an incident may be associated with (facts of November 2026, §1.2).
bool is_target_of_incidents(const Switches& switches, int type) {
    using namespace artifact;
    if (type == kTestCase || type == kTestRun) return switches.incident_to_test_associations;
    return type == kRequirement || type == kTestStep || type == kTask || type == kIncident ||
           type == kRisk;
}

/// Where the simulator has artifacts of that type; nullptr elsewhere.
const Table* table_of(const Store& store, int type) {
    if (type == artifact::kTestCase) return &store.test_cases;
    if (type == artifact::kTestRun) return &store.test_runs;
    return type == artifact::kIncident ? &store.incidents : nullptr;
}

bool joins(const Artifact& link, const char* side, int type, int id) {
    const std::string name(side);
    return link.number(name + "ArtifactTypeId") == type && link.number(name + "ArtifactId") == id;
}

}  // namespace

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
    if (!is_target_of_incidents(call.switches, type)) {
        return invalid("DestArtifactTypeId",
                       "An incident cannot be associated with an artifact of this type.");
    }
    const int link_type = number_of_member(*read, "ArtifactLinkTypeId");
    if (link_type != 1 && link_type != 2)
        return invalid("ArtifactLinkTypeId", "Only related-to (1) and depends-on (2) can be made.");
    const Table* table = table_of(store, type);
    if (table == nullptr || store.find(*table, (*product)->id, id) == nullptr) {
        return unable_to_locate();
    }
    const Artifact& made =
        call.store.add(call.store.associations, (*product)->id, artifact::kAssociation, *read);
    return remote_plain(call.switches, made, association_members());
}

/// Those that begin or end at the artifact of the route's second and third variables.
Outcome list_associations(RestCall& call) {
    const auto type = id_in(call, 1);
    if (!type) return tl::unexpected(type.error());
    const auto id = id_in(call, 2);
    if (!id) return tl::unexpected(id.error());
    const auto product = product_in(call, *type, Right::view);
    if (!product) return tl::unexpected(product.error());
    const Table* table = table_of(call.store, *type);
    if (table == nullptr || call.store.find(*table, (*product)->id, *id) == nullptr)
        return unable_to_locate();
    Json all = Json::array();
    for (const auto& [link_id, link] : call.store.associations) {
        if (link.product_id != (*product)->id) continue;
        if (joins(link, "Source", *type, *id) || joins(link, "Dest", *type, *id))
            all.push_back(remote_plain(call.switches, link, association_members()));
    }
    return all;
}

}  // namespace octospira::simulators::spira
