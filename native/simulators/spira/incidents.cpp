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

Checked<void> check_incident(const RestCall& call, const Json& read) {
    if (text_at(read, "Name").empty()) return invalid("Name", "The name is required.");
    const int release = number_of_member(read, "DetectedReleaseId");
    if (release != 0 && in_product(call, kReleases, release) == nullptr) {
        return invalid("DetectedReleaseId", "The release does not exist in the product.");
    }
    const Json* steps = array_at(read, "TestRunStepIds");
    if (steps == nullptr) return {};
    for (const Json& step : *steps) {
        if (!has_step(call.store, call.product->id, step))
            return invalid("TestRunStepIds", "The test run step does not exist in the product.");
    }
    return {};
}

}  // namespace

Outcome create_incident(RestCall& call) {
    const auto read = body_object(call, kIncidents);
    if (!read) return tl::unexpected(read.error());
    const auto checked = check_incident(call, *read);
    if (!checked) return tl::unexpected(checked.error());
    Json fields = input_of(*read, kIncidents.members);
    if (!integer_at(*read, "IncidentStatusId")) fields["IncidentStatusId"] = 1;
    if (!integer_at(*read, "IncidentTypeId")) fields["IncidentTypeId"] = 1;
    if (!integer_at(*read, "OpenerId")) fields["OpenerId"] = call.user.id;
    fields["CreationDate"] = format_utc(call.store.now());
    return shown(call, kIncidents, call.store.add(kIncidents, call.product->id, std::move(fields)));
}

/// The whole object with its unchanged ConcurrencyDate, at the incident's own address (REST §5.3).
Outcome update_incident(RestCall& call) {
    Artifact& incident = *call.artifact;
    const auto read = body_object(call, kIncidents);
    if (!read) return tl::unexpected(read.error());
    if (number_of_member(*read, "IncidentId") != incident.id) return unable_to_locate();
    const auto checked = check_incident(call, *read);
    if (!checked) return tl::unexpected(checked.error());
    const auto before = parse_utc(shown_concurrency(call.switches, incident));
    if (parse_utc(text_at(*read, "ConcurrencyDate")) != before) return conflict();
    bool changed = false;
    const Json input = input_of(*read, kIncidents.members);
    for (const auto& [name, value] : input.items()) {
        Json& field = incident.fields[name];
        changed = changed || field != value;
        field = value;
    }
    if (!changed && call.switches.conflict_on_no_change) return conflict();
    call.store.touch(incident);
    return std::nullopt;
}

/// The newest first, 500 at most; no paging.
Outcome list_incidents(RestCall& call) {
    constexpr std::size_t kMost = 500;
    Rows rows = in_product(call, kIncidents);
    std::ranges::reverse(rows);
    rows.resize(std::min(rows.size(), kMost));
    return shown(call, kIncidents, rows);
}

/// The build in which it was fixed (facts of November 2026, §3.1).
Outcome fix_incident(RestCall& call) {
    const auto build = id_in(call, 2);
    if (!build) return tl::unexpected(build.error());
    if (in_product(call, kBuilds, *build) == nullptr) return unable_to_locate();
    call.artifact->fields["FixedBuildId"] = *build;
    call.store.touch(*call.artifact);
    return std::nullopt;
}

}  // namespace octospira::simulators::spira
