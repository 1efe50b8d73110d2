// Definitions of custom properties, which belong to templates (REST §7).
#include <algorithm>

#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

/// Member of any product of the template.
bool knows(const RestCall& call, int template_id) {
    return std::ranges::any_of(call.store.products, [&](const auto& entry) {
        return entry.second.template_id == template_id && call.store.member(call.user, entry.first);
    });
}

/// The template of the route's first variable, when the user may administer it. A missing right of
/// an administrator has one documented text (REST §4.1).
Checked<Template*> administered(RestCall& call) {
    const auto id = id_in(call, 0);
    if (!id) return tl::unexpected(id.error());
    Template* found = call.store.product_template(*id);
    if (found == nullptr) return unable_to_locate();
    if (!knows(call, *id)) return access_denied();
    if (!call.store.template_administrator(call.user, *id)) {
        return trouble(TroubleKind::forbidden, "You need to be a Product Administrator");
    }
    return found;
}

Checked<Property*> defined(RestCall& call, Template& in) {
    const auto id = id_in(call, 1);
    if (!id) return tl::unexpected(id.error());
    const auto found = std::ranges::find(in.properties, *id, &Property::id);
    if (found == in.properties.end()) return unable_to_locate();
    return &*found;
}

}  // namespace

Outcome list_properties(RestCall& call) {
    const auto id = id_in(call, 0);
    if (!id) return tl::unexpected(id.error());
    const Template* found = call.store.product_template(*id);
    const auto type = kArtifactTypes.find(call.variables[1]);
    if (found == nullptr || type == kArtifactTypes.end()) return unable_to_locate();
    if (!knows(call, *id)) return access_denied();
    Json all = Json::array();
    for (const Property& each : found->properties) {
        if (each.artifact_type == type->second) all.push_back(remote_property(each));
    }
    return all;
}

Outcome create_property(RestCall& call) {
    const auto in = administered(call);
    if (!in) return tl::unexpected(in.error());
    const auto read = body_object(call, kPropertyMembers, "RemoteCustomProperty");
    if (!read) return tl::unexpected(read.error());
    Property made;
    made.template_id = (*in)->id;
    made.artifact_type = number_of_member(*read, "ArtifactTypeId");
    made.type = number_of_member(*read, "CustomPropertyTypeId");
    made.number = number_of_member(*read, "PropertyNumber");
    made.name = text_at(*read, "Name");
    if (number_of_member(*read, "ProjectTemplateId") != made.template_id) {
        return invalid("ProjectTemplateId", "It is not the product template of the URL.");
    }
    const bool known = std::ranges::any_of(
        kArtifactTypes, [&](const auto& each) { return each.second == made.artifact_type; });
    if (!known) return invalid("ArtifactTypeId", "There is no such artifact type.");
    if (made.type < 1 || made.type > 12) {
        return invalid("CustomPropertyTypeId", "There is no such type.");
    }
    if (made.name.empty()) return invalid("Name", "The name is required.");
    if (made.number < 1 || made.number > call.switches.highest_property_number) {
        return invalid("PropertyNumber", "It is out of range.");
    }
    const bool taken = std::ranges::any_of((*in)->properties, [&](const Property& each) {
        return each.artifact_type == made.artifact_type && each.number == made.number;
    });
    if (taken) return invalid("PropertyNumber", "It is in use.");
    made.id = call.store.next_id(artifact::kProperty);
    (*in)->properties.push_back(made);
    return remote_property(made);
}

Outcome update_property(RestCall& call) {
    const auto in = administered(call);
    if (!in) return tl::unexpected(in.error());
    const auto property = defined(call, **in);
    if (!property) return tl::unexpected(property.error());
    const auto read = body_object(call, kPropertyMembers, "RemoteCustomProperty");
    if (!read) return tl::unexpected(read.error());
    const std::string name = text_at(*read, "Name");
    if (name.empty()) return invalid("Name", "The name is required.");
    (*property)->name = name;
    (*property)->deleted = bool_at(*read, "IsDeleted").value_or(false);
    return std::nullopt;
}

Outcome delete_property(RestCall& call) {
    const auto in = administered(call);
    if (!in) return tl::unexpected(in.error());
    const auto property = defined(call, **in);
    if (!property) return tl::unexpected(property.error());
    std::erase_if((*in)->properties,
                  [id = (*property)->id](const Property& each) { return each.id == id; });
    return std::nullopt;
}

}  // namespace octospira::simulators::spira
