// Links between artifacts (REST §11; facts of November 2026, §1.2, §3.1).
#include "native/simulators/spira/filters.hpp"
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

bool joins(const Artifact& link, const char* side, int type, int id) {
    const std::string name(side);
    return link.number(name + "ArtifactTypeId") == type && link.number(name + "ArtifactId") == id;
}

}  // namespace

Outcome create_association(RestCall& call) {
    const auto read = body_object(call, kAssociations);
    if (!read) return tl::unexpected(read.error());
    const auto number = [&](std::string_view member) { return number_of_member(*read, member); };
    if (number("SourceArtifactTypeId") != artifact::kIncident ||
        !exists(call, artifact::kIncident, number("SourceArtifactId"))) {
        return unable_to_locate();
    }
    const int type = number("DestArtifactTypeId");
    if (!is_target_of_incidents(call.switches, type)) {
        return invalid("DestArtifactTypeId",
                       "An incident cannot be associated with an artifact of this type.");
    }
    const int link_type = number("ArtifactLinkTypeId");
    if (link_type != 1 && link_type != 2) {
        return invalid("ArtifactLinkTypeId", "Only related-to (1) and depends-on (2) can be made.");
    }
    if (!exists(call, type, number("DestArtifactId"))) return unable_to_locate();
    return shown(call, kAssociations, call.store.add(kAssociations, call.product->id, *read));
}

/// Those that begin or end at the artifact of the route's second and third variables.
Outcome list_associations(RestCall& call) {
    const auto type = id_in(call, 1);
    if (!type) return tl::unexpected(type.error());
    const auto id = id_in(call, 2);
    if (!id) return tl::unexpected(id.error());
    if (!call.store.may(call.user, call.product->id, *type, Right::view)) return access_denied();
    if (!exists(call, *type, *id)) return unable_to_locate();
    Rows links = in_product(call, kAssociations);
    std::erase_if(links, [&](const Artifact* link) {
        return !joins(*link, "Source", *type, *id) && !joins(*link, "Dest", *type, *id);
    });
    return shown(call, kAssociations, links);
}

}  // namespace octospira::simulators::spira
