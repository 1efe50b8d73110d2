// Documents, which are files or URLs, and what they are attached to (REST §10).
#include "native/simulators/spira/apps_base64.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr int kFile = 1;
constexpr int kUrl = 2;

const Table* table_of(const Store& store, int type) {
    switch (type) {
        case artifact::kTestCase:
            return &store.test_cases;
        case artifact::kIncident:
            return &store.incidents;
        case artifact::kRelease:
            return &store.releases;
        case artifact::kTestRun:
            return &store.test_runs;
        case artifact::kTestSet:
            return &store.test_sets;
        default:
            return nullptr;
    }
}

bool exists(const Store& store, int product_id, int type, int id) {
    const Table* table = table_of(store, type);
    return table != nullptr && store.find(*table, product_id, id) != nullptr;
}

Outcome create(RestCall& call, int attachment_type, std::string_view needed) {
    const auto product = product_in(call, artifact::kDocument, Right::create);
    if (!product) return tl::unexpected(product.error());
    const auto read = body_object(call, document_members(), "RemoteDocument");
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
        if (!exists(call.store, (*product)->id, number_of_member(each, "ArtifactTypeId"),
                    number_of_member(each, "ArtifactId"))) {
            return unable_to_locate();
        }
    }
    if (!integer_at(*read, "AuthorId")) fields["AuthorId"] = call.user.id;
    const auto content = decode_base64(text_at(*read, "BinaryData"));
    if (!content) return invalid("BinaryData", "It is not base64.");
    // An answer tells the size and never the content.
    fields["Size"] = content->size();
    fields["BinaryData"] = nullptr;
    const Artifact& made = call.store.add(call.store.documents, (*product)->id, artifact::kDocument,
                                          std::move(fields));
    return remote_plain(call.switches, made, document_members());
}

/// The artifact of the route's second and third variables.
Checked<Json> target(const RestCall& call, const Product& product) {
    const auto type = id_in(call, 1);
    if (!type) return tl::unexpected(type.error());
    const auto id = id_in(call, 2);
    if (!id) return tl::unexpected(id.error());
    if (!exists(call.store, product.id, *type, *id)) return unable_to_locate();
    return Json{{"ArtifactId", *id}, {"ArtifactTypeId", *type}};
}

bool attached_to(const Artifact& document, const Json& target) {
    const Json* all = array_at(document.fields, "AttachedArtifacts");
    if (all == nullptr) return false;
    for (const Json& each : *all) {
        if (number_of_member(each, "ArtifactId") == number_of_member(target, "ArtifactId") &&
            number_of_member(each, "ArtifactTypeId") ==
                number_of_member(target, "ArtifactTypeId")) {
            return true;
        }
    }
    return false;
}

}  // namespace

Outcome create_url_document(RestCall& call) {
    return create(call, kUrl, "FilenameOrUrl");
}
Outcome create_file_document(RestCall& call) {
    return create(call, kFile, "BinaryData");
}

Outcome attach_document(RestCall& call) {
    const auto product = product_in(call, artifact::kDocument, Right::create);
    if (!product) return tl::unexpected(product.error());
    const auto to = target(call, **product);
    if (!to) return tl::unexpected(to.error());
    const auto id = id_in(call, 3);
    if (!id) return tl::unexpected(id.error());
    Artifact* document = call.store.find(call.store.documents, (*product)->id, *id);
    if (document == nullptr) return unable_to_locate();
    if (!attached_to(*document, *to)) document->fields["AttachedArtifacts"].push_back(*to);
    return std::nullopt;
}

Outcome list_documents(RestCall& call) {
    const auto product = product_in(call, artifact::kDocument, Right::view);
    if (!product) return tl::unexpected(product.error());
    const auto to = target(call, **product);
    if (!to) return tl::unexpected(to.error());
    Json all = Json::array();
    for (const auto& [id, document] : call.store.documents) {
        if (document.product_id == (*product)->id && attached_to(document, *to)) {
            all.push_back(remote_plain(call.switches, document, document_members()));
        }
    }
    return all;
}

}  // namespace octospira::simulators::spira
