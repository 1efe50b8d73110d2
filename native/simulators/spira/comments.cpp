// Comments: one object for a test case, an array for an incident (REST §11).
#include "native/simulators/spira/filters.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

Checked<Json> add_comment(RestCall& call, const Json& read) {
    const Artifact& to = *call.artifact;
    if (number_of_member(read, "ArtifactId") != to.id) return unable_to_locate();
    if (text_at(read, "Text").empty()) return invalid("Text", "The text is required.");
    Json fields = read;
    fields["ArtifactTypeId"] = to.type;
    fields["UserId"] = call.user.id;
    fields["IsDeleted"] = false;
    fields["IsPermanent"] = false;
    if (text_at(read, "CreationDate").empty()) {
        fields["CreationDate"] = format_utc(call.store.now());
    }
    return shown(call, kComments, call.store.add(kComments, to.product_id, std::move(fields)));
}

}  // namespace

Outcome list_test_case_comments(RestCall& call) {
    Rows comments = in_product(call, kComments);
    std::erase_if(comments, [&](const Artifact* comment) {
        return comment->number("ArtifactTypeId") != artifact::kTestCase ||
               comment->number("ArtifactId") != call.artifact->id;
    });
    return shown(call, kComments, comments);
}

Outcome create_test_case_comment(RestCall& call) {
    return body_object(call, kComments).and_then([&](const Json& read) -> Outcome {
        return add_comment(call, read);
    });
}

Outcome create_incident_comments(RestCall& call) {
    const auto list = body_array(call, "RemoteComment[]");
    if (!list) return tl::unexpected(list.error());
    Json all = Json::array();
    for (const Json& each : *list) {
        auto made = read_members(each, kComments.members).and_then([&](const Json& read) {
            return add_comment(call, read);
        });
        if (!made) return tl::unexpected(made.error());
        all.push_back(*std::move(made));
    }
    return all;
}

}  // namespace octospira::simulators::spira
