// Comments: one object for a test case, an array for an incident (REST §11).
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

Checked<Json> add_comment(RestCall& call, const Json& read, const Artifact& to) {
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
    const Artifact& made =
        call.store.add(call.store.comments, to.product_id, artifact::kComment, std::move(fields));
    return remote_comment(call.store, call.switches, made);
}

}  // namespace

Outcome list_test_case_comments(RestCall& call) {
    const auto test_case =
        artifact_in(call, call.store.test_cases, artifact::kTestCase, Right::view);
    if (!test_case) return tl::unexpected(test_case.error());
    Json all = Json::array();
    for (const auto& [id, comment] : call.store.comments) {
        if (comment.number("ArtifactTypeId") == artifact::kTestCase &&
            comment.number("ArtifactId") == (*test_case)->id) {
            all.push_back(remote_comment(call.store, call.switches, comment));
        }
    }
    return all;
}

Outcome create_test_case_comment(RestCall& call) {
    const auto test_case =
        artifact_in(call, call.store.test_cases, artifact::kTestCase, Right::modify);
    if (!test_case) return tl::unexpected(test_case.error());
    const auto read = body_object(call, comment_members(), "RemoteComment");
    if (!read) return tl::unexpected(read.error());
    auto made = add_comment(call, *read, **test_case);
    if (!made) return tl::unexpected(made.error());
    return *std::move(made);
}

Outcome create_incident_comments(RestCall& call) {
    const auto incident =
        artifact_in(call, call.store.incidents, artifact::kIncident, Right::modify);
    if (!incident) return tl::unexpected(incident.error());
    const auto list = body_array(call, "RemoteComment[]");
    if (!list) return tl::unexpected(list.error());
    Json all = Json::array();
    for (const Json& each : *list) {
        const auto read = read_members(each, comment_members());
        if (!read) return tl::unexpected(read.error());
        auto made = add_comment(call, *read, **incident);
        if (!made) return tl::unexpected(made.error());
        all.push_back(*std::move(made));
    }
    return all;
}

}  // namespace octospira::simulators::spira
