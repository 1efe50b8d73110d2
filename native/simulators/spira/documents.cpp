// Documents, which are files or URLs, and what they are attached to (REST §10).
#include <algorithm>

#include "native/http/base64.hpp"
#include "native/simulators/spira/filters.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr int kFile = 1;
constexpr int kUrl = 2;

Outcome create(RestCall& call, int attachment_type, std::string_view needed) {
    const auto read = body_object(call, kDocuments);
    if (!read) return tl::unexpected(read.error());
    if (number_of_member(*read, "AttachmentTypeId") != attachment_type) {
        return invalid("AttachmentTypeId", "It is 1 for a file and 2 for a URL.");
    }
    for (const std::string_view member : {std::string_view("FilenameOrUrl"), needed}) {
        const std::string name(member);
        if (text_at(*read, member).empty())
            return invalid(name, "The field " + name + " is required.");
    }
    Json fields = *read;
    Json& attached = fields["AttachedArtifacts"];
    if (!attached.is_array()) attached = Json::array();
    for (const Json& each : attached) {
        if (!exists(call, number_of_member(each, "ArtifactTypeId"),
                    number_of_member(each, "ArtifactId"))) {
            return unable_to_locate();
        }
    }
    if (!integer_at(*read, "AuthorId")) fields["AuthorId"] = call.user.id;
    const auto content = http::decode_base64(text_at(*read, "BinaryData"));
    if (!content) return invalid("BinaryData", "It is not base64.");
    // An answer tells the size and never the content.
    fields["Size"] = content->size();
    fields["BinaryData"] = nullptr;
    return shown(call, kDocuments, call.store.add(kDocuments, call.product->id, std::move(fields)));
}

/// The artifact of the route's second and third variables.
struct Target {
    int type = 0;
    int id = 0;
};

Checked<Target> target(const RestCall& call) {
    const auto type = id_in(call, 1);
    if (!type) return tl::unexpected(type.error());
    const auto id = id_in(call, 2);
    if (!id) return tl::unexpected(id.error());
    if (!exists(call, *type, *id)) return unable_to_locate();
    return Target{*type, *id};
}

bool attached_to(const Artifact& document, const Target& target) {
    const Json* all = array_at(document.fields, "AttachedArtifacts");
    return all != nullptr && std::ranges::any_of(*all, [&](const Json& each) {
               return number_of_member(each, "ArtifactId") == target.id &&
                      number_of_member(each, "ArtifactTypeId") == target.type;
           });
}

}  // namespace

Outcome create_url_document(RestCall& call) {
    return create(call, kUrl, "FilenameOrUrl");
}
Outcome create_file_document(RestCall& call) {
    return create(call, kFile, "BinaryData");
}

Outcome attach_document(RestCall& call) {
    const auto to = target(call);
    if (!to) return tl::unexpected(to.error());
    const auto id = id_in(call, 3);
    if (!id) return tl::unexpected(id.error());
    Artifact* document = in_product(call, kDocuments, *id);
    if (document == nullptr) return unable_to_locate();
    if (!attached_to(*document, *to)) {
        document->fields["AttachedArtifacts"].push_back(
            Json{{"ArtifactId", to->id}, {"ArtifactTypeId", to->type}});
    }
    return std::nullopt;
}

Outcome list_documents(RestCall& call) {
    const auto to = target(call);
    if (!to) return tl::unexpected(to.error());
    Rows documents = in_product(call, kDocuments);
    std::erase_if(documents, [&](const Artifact* each) { return !attached_to(*each, *to); });
    return shown(call, kDocuments, documents);
}

}  // namespace octospira::simulators::spira
