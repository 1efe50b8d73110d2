// Builds of a release (REST §8).
#include <algorithm>

#include "native/simulators/spira/filters.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

std::vector<const Artifact*> of_release(const RestCall& call, const Artifact& release) {
    auto rows = in_product(call.store.builds, release.product_id);
    std::erase_if(rows,
                  [&](const Artifact* row) { return row->number("ReleaseId") != release.id; });
    return rows;
}

Json shown(const RestCall& call, const std::vector<const Artifact*>& rows) {
    Json all = Json::array();
    for (const Artifact* row : rows) all.push_back(remote_build(call.store, call.switches, *row));
    return all;
}

Outcome search(RestCall& call, const Artifact& release) {
    const auto filters = body_array(call, "RemoteFilter[]");
    if (!filters) return tl::unexpected(filters.error());
    const auto paging = paging_of(call, {"starting_row", "number_of_rows", "sort_by", "sort_by"});
    if (!paging) return tl::unexpected(paging.error());
    const auto found = filtered(call, of_release(call, release), *filters, build_members());
    if (!found) return tl::unexpected(found.error());
    // sort_by is one text of field and direction.
    Paging by = *paging;
    if (by.sort_field.ends_with(" DESC")) {
        by.descending = true;
        by.sort_field.resize(by.sort_field.size() - 5);
    } else if (by.sort_field.ends_with(" ASC")) {
        by.sort_field.resize(by.sort_field.size() - 4);
    }
    const auto cut = paged(*found, by, build_members());
    if (!cut) return tl::unexpected(cut.error());
    return shown(call, *cut);
}

Outcome create(RestCall& call, const Artifact& release) {
    if (!call.store.may(call.user, release.product_id, artifact::kRelease, Right::create)) {
        return access_denied();
    }
    const auto read = body_object(call, build_members(), "RemoteBuild");
    if (!read) return tl::unexpected(read.error());
    const int release_id = number_of_member(*read, "ReleaseId");
    if (release_id != release.id) {
        return invalid("ReleaseId",
                       "The release RL" + std::to_string(release_id) + " does not exist.");
    }
    const int highest = call.switches.build_status_three_and_four ? 4 : 2;
    const int status = number_of_member(*read, "BuildStatusId");
    if (status < 1 || status > highest) {
        return invalid("BuildStatusId", "There is no such build status.");
    }
    if (text_at(*read, "Name").empty()) return invalid("Name", "The name is required.");
    Json fields = Json::object();
    for (const Member& each : build_members()) {
        if (each.input) fields[std::string(each.name)] = *find(*read, each.name);
    }
    if (text_at(*read, "CreationDate").empty()) {
        fields["CreationDate"] = format_utc(call.store.now());
    }
    const Artifact& made =
        call.store.add(call.store.builds, release.product_id, artifact::kBuild, std::move(fields));
    return remote_build(call.store, call.switches, made);
}

}  // namespace

Outcome list_builds(RestCall& call) {
    const auto release = artifact_in(call, call.store.releases, artifact::kRelease, Right::view);
    if (!release) return tl::unexpected(release.error());
    return shown(call, of_release(call, **release));
}

Outcome get_build(RestCall& call) {
    const auto release = artifact_in(call, call.store.releases, artifact::kRelease, Right::view);
    if (!release) return tl::unexpected(release.error());
    const auto id = id_in(call, 2);
    if (!id) return tl::unexpected(id.error());
    const Artifact* build = call.store.find(call.store.builds, (*release)->product_id, *id);
    if (build == nullptr || build->number("ReleaseId") != (*release)->id) return unable_to_locate();
    return remote_build(call.store, call.switches, *build);
}

Outcome create_or_search_builds(RestCall& call) {
    const auto release = artifact_in(call, call.store.releases, artifact::kRelease, Right::view);
    if (!release) return tl::unexpected(release.error());
    // One path and verb for both; the query decides.
    const bool paged_call =
        query(call, "starting_row") || query(call, "number_of_rows") || query(call, "sort_by");
    const bool any_query =
        call.switches.credentials_select_build_search && !call.request.query.empty();
    return paged_call || any_query ? search(call, **release) : create(call, **release);
}

}  // namespace octospira::simulators::spira
