// Releases, the test cases mapped to them, and their builds (REST §8).
#include <algorithm>

#include "core/base/text.hpp"
#include "native/simulators/spira/filters.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

Outcome list_releases(RestCall& call) {
    Rows rows = in_product(call, kReleases);
    if (equals_ignoring_case(query(call, "active_only").value_or(""), "true")) {
        std::erase_if(rows, [](const Artifact* row) {
            return !bool_at(row->fields, "Active").value_or(false);
        });
    }
    return shown(call, kReleases, rows);
}

Outcome search_releases(RestCall& call) {
    return found(call, kReleases, in_product(call, kReleases)).and_then([&](Rows rows) {
        return page(call, kReleases, rows, {"start_row", "number_rows"});
    });
}

Outcome list_release_test_cases(RestCall& call) {
    Json all = Json::array();
    for (const int id : call.store.release_test_cases[call.artifact->id]) {
        all.push_back(Json{{"ReleaseId", call.artifact->id}, {"TestCaseId", id}});
    }
    return all;
}

Outcome map_release_test_cases(RestCall& call) {
    const auto ids = body_array(call, "System.Int32[]");
    if (!ids) return tl::unexpected(ids.error());
    std::vector<int> mapped = call.store.release_test_cases[call.artifact->id];
    for (const Json& each : *ids) {
        const int id = each.is_number_integer() ? static_cast<int>(each.get<std::int64_t>()) : 0;
        if (in_product(call, kTestCases, id) == nullptr) return unable_to_locate();
        if (std::ranges::count(mapped, id) == 0) mapped.push_back(id);
    }
    call.store.release_test_cases[call.artifact->id] = mapped;
    return std::nullopt;
}

namespace {

Rows builds_of_release(const RestCall& call) {
    Rows rows = in_product(call, kBuilds);
    std::erase_if(
        rows, [&](const Artifact* row) { return row->number("ReleaseId") != call.artifact->id; });
    return rows;
}

Outcome search_builds(RestCall& call) {
    return found(call, kBuilds, builds_of_release(call)).and_then([&](Rows rows) {
        return page(call, kBuilds, rows, {"starting_row", "number_of_rows", "sort_by", "sort_by"});
    });
}

Outcome create_build(RestCall& call) {
    if (!call.store.may(call.user, call.product->id, artifact::kRelease, Right::create)) {
        return access_denied();
    }
    const auto read = body_object(call, kBuilds);
    if (!read) return tl::unexpected(read.error());
    const int release_id = number_of_member(*read, "ReleaseId");
    if (release_id != call.artifact->id) {
        return invalid("ReleaseId",
                       "The release RL" + std::to_string(release_id) + " does not exist.");
    }
    const int highest = call.switches.build_status_three_and_four ? 4 : 2;
    const int status = number_of_member(*read, "BuildStatusId");
    if (status < 1 || status > highest) {
        return invalid("BuildStatusId", "There is no such build status.");
    }
    if (text_at(*read, "Name").empty()) return invalid("Name", "The name is required.");
    Json fields = input_of(*read, kBuilds.members);
    if (text_at(*read, "CreationDate").empty()) {
        fields["CreationDate"] = format_utc(call.store.now());
    }
    return shown(call, kBuilds, call.store.add(kBuilds, call.product->id, std::move(fields)));
}

}  // namespace

Outcome list_builds(RestCall& call) {
    return shown(call, kBuilds, builds_of_release(call));
}

Outcome get_build(RestCall& call) {
    const auto id = id_in(call, 2);
    if (!id) return tl::unexpected(id.error());
    const Artifact* build = in_product(call, kBuilds, *id);
    if (build == nullptr || build->number("ReleaseId") != call.artifact->id) {
        return unable_to_locate();
    }
    return shown(call, kBuilds, *build);
}

/// One path and verb for both; the query decides.
Outcome create_or_search_builds(RestCall& call) {
    const bool paged =
        query(call, "starting_row") || query(call, "number_of_rows") || query(call, "sort_by");
    const bool any_query =
        call.switches.credentials_select_build_search && !call.request.query.empty();
    return paged || any_query ? search_builds(call) : create_build(call);
}

}  // namespace octospira::simulators::spira
