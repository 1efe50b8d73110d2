// Incidents (REST §11).
#include <algorithm>

#include "native/simulators/spira/filters.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

bool has_step(const Store& store, int product_id, const Json& step_id) {
    return std::ranges::any_of(store.test_runs, [&](const auto& entry) {
        const Json* steps = array_at(entry.second.fields, "TestRunSteps");
        return entry.second.product_id == product_id && steps != nullptr &&
               std::ranges::any_of(*steps, [&](const Json& step) {
                   return *find(step, "TestRunStepId") == step_id;
               });
    });
}

Checked<void> check_incident(const Store& store, const Product& product, const Json& read) {
    if (text_at(read, "Name").empty()) return invalid("Name", "The name is required.");
    const int release = number_of_member(read, "DetectedReleaseId");
    if (release != 0 && store.find(store.releases, product.id, release) == nullptr) {
        return invalid("DetectedReleaseId", "The release does not exist in the product.");
    }
    const Json* steps = array_at(read, "TestRunStepIds");
    if (steps == nullptr) return {};
    for (const Json& step : *steps) {
        if (!has_step(store, product.id, step))
            return invalid("TestRunStepIds", "The test run step does not exist in the product.");
    }
    return {};
}

}  // namespace

Outcome create_incident(RestCall& call) {
    const auto product = product_in(call, artifact::kIncident, Right::create);
    if (!product) return tl::unexpected(product.error());
    const auto read = body_object(call, incident_members(), "RemoteIncident");
    if (!read) return tl::unexpected(read.error());
    const auto checked = check_incident(call.store, **product, *read);
    if (!checked) return tl::unexpected(checked.error());
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

/// The whole object with its unchanged ConcurrencyDate, at the incident's own address (REST §5.3).
Outcome update_incident(RestCall& call) {
    const auto incident =
        artifact_in(call, call.store.incidents, artifact::kIncident, Right::modify);
    if (!incident) return tl::unexpected(incident.error());
    const auto read = body_object(call, incident_members(), "RemoteIncident");
    if (!read) return tl::unexpected(read.error());
    if (number_of_member(*read, "IncidentId") != (*incident)->id) return unable_to_locate();
    const Product& product = *call.store.product((*incident)->product_id);
    const auto checked = check_incident(call.store, product, *read);
    if (!checked) return tl::unexpected(checked.error());
    const auto before = parse_utc(shown_concurrency(call.switches, **incident));
    if (parse_utc(text_at(*read, "ConcurrencyDate")) != before) return conflict();
    bool changed = false;
    for (const Member& each : incident_members()) {
        if (!each.input) continue;
        Json& field = (*incident)->fields[std::string(each.name)];
        changed = changed || field != *find(*read, each.name);
        field = *find(*read, each.name);
    }
    if (!changed && call.switches.conflict_on_no_change) return conflict();
    call.store.touch(**incident);
    return std::nullopt;
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

/// The build in which it was fixed (facts of November 2026, §3.1).
Outcome fix_incident(RestCall& call) {
    const auto incident =
        artifact_in(call, call.store.incidents, artifact::kIncident, Right::modify);
    if (!incident) return tl::unexpected(incident.error());
    const auto build = id_in(call, 2);
    if (!build) return tl::unexpected(build.error());
    if (call.store.find(call.store.builds, (*incident)->product_id, *build) == nullptr)
        return unable_to_locate();
    (*incident)->fields["FixedBuildId"] = *build;
    call.store.touch(**incident);
    return std::nullopt;
}

}  // namespace octospira::simulators::spira
