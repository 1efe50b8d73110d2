// Creating and updating test cases (REST §5.2, §5.3).
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

Checked<void> check_reference(const std::map<int, std::string>& names, const Json& read,
                              std::string_view member) {
    const auto id = integer_at(read, member);
    if (id && !names.contains(static_cast<int>(*id))) {
        return invalid(std::string(member), "There is no such value in this product template.");
    }
    return {};
}

Checked<void> check(const RestCall& call, const Json& read) {
    const Product& product = *call.product;
    const Template* in = call.store.product_template(product.template_id);
    if (text_at(read, "Name").empty()) return invalid("Name", "The name is required.");
    auto priority = check_reference(in->priorities, read, "TestCasePriorityId");
    if (!priority) return priority;
    auto type = check_reference(in->types, read, "TestCaseTypeId");
    if (!type) return type;
    for (const std::string_view member : {"AuthorId", "OwnerId"}) {
        const auto id = integer_at(read, member);
        if (id && !product.members.contains(static_cast<int>(*id))) {
            return invalid(std::string(member), "The user is not a member of the product.");
        }
    }
    const auto folder = integer_at(read, "TestCaseFolderId");
    if (folder && !call.store.folders[product.id].contains(static_cast<int>(*folder))) {
        return invalid("TestCaseFolderId", "There is no such folder in the product.");
    }
    return {};
}

/// Takes over the members a client may set. One never set and null in the body stays away, so that
/// equal objects compare equal.
void take_input(Json& fields, const Json& read) {
    for (const Member& each : kTestCases.members) {
        const Json* value = find(read, each.name);
        if (!each.input || value == nullptr) continue;
        if (value->is_null() && find(fields, each.name) == nullptr) continue;
        fields[std::string(each.name)] = *value;
    }
}

/// Takes over the values that differ from what a client was shown; says whether any did.
bool take_custom(const RestCall& call, Artifact& changed, const std::map<int, Json>& values) {
    bool any = false;
    for (const auto& [number, value] : values) {
        const Property* property =
            call.store.property(call.store.template_of(changed), changed.type, number);
        Json& stored = changed.custom[number];
        if (property == nullptr || value == shown_value(call.switches, *property, stored)) continue;
        stored = value;
        any = true;
    }
    return any;
}

/// Trouble where the workflow has the field disabled and the body changes it.
Checked<void> check_workflow(const RestCall& call, const Artifact& before, const Artifact& after) {
    if (!call.switches.workflow_blocks_bench_result) return {};
    const Property* property =
        call.store.property(call.store.template_of(before), before.type, "octoperf-benchresult-id");
    if (property == nullptr) return {};
    const auto value = [&](const Artifact& of) {
        const auto found = of.custom.find(property->number);
        return found == of.custom.end() ? Json() : found->second;
    };
    if (value(before) == value(after)) return {};
    return invalid(property->field_name(),
                   "The custom property '" + property->name + "' is disabled by the workflow.");
}

}  // namespace

Outcome create_test_case(RestCall& call) {
    const auto read = body_object(call, kTestCases);
    if (!read) return tl::unexpected(read.error());
    const auto status = integer_at(*read, "TestCaseStatusId");
    if (!status) return invalid("TestCaseStatusId", "The status is required.");
    if (*status != 0 && named(kTestCaseStatuses, *status).empty()) {
        return invalid("TestCaseStatusId", "There is no such status.");
    }
    if (const auto fine = check(call, *read); !fine) {
        return tl::unexpected(fine.error());
    }
    const auto values = custom_values(call, *read, artifact::kTestCase);
    if (!values) return tl::unexpected(values.error());
    const auto fine = check_custom(call, artifact::kTestCase, values->values);
    if (!fine) return tl::unexpected(fine.error());

    Json fields = Json::object();
    take_input(fields, *read);
    if (*status == 0) fields["TestCaseStatusId"] = 1;
    if (!integer_at(*read, "TestCaseTypeId")) {
        const auto& types = call.store.product_template(call.product->template_id)->types;
        fields["TestCaseTypeId"] = types.begin()->first;
    }
    if (!integer_at(*read, "AuthorId")) fields["AuthorId"] = call.user.id;
    fields["ExecutionStatusId"] = execution::kNotRun;
    fields["ExecutionDate"] = nullptr;
    fields["CreationDate"] = format_utc(call.store.now());
    fields["IsSuspect"] = false;
    fields["IsTestSteps"] = false;
    Artifact& made = call.store.add(kTestCases, call.product->id, std::move(fields));
    made.custom = values->values;
    return shown(call, kTestCases, made);
}

Outcome update_test_case(RestCall& call) {
    const auto read = body_object(call, kTestCases);
    if (!read) return tl::unexpected(read.error());
    Artifact* stored = in_product(call, kTestCases, number_of_member(*read, "TestCaseId"));
    if (stored == nullptr) return unable_to_locate();
    if (text_at(*read, "ConcurrencyDate") != shown_concurrency(call.switches, *stored)) {
        return conflict();
    }
    const auto execution = integer_at(*read, "ExecutionStatusId");
    if (execution && *execution != stored->number("ExecutionStatusId")) {
        return trouble(TroubleKind::updating, "An error occurred while updating an entry");
    }
    if (named(kTestCaseStatuses, number_of_member(*read, "TestCaseStatusId")).empty()) {
        return invalid("TestCaseStatusId", "There is no such status.");
    }
    if (const auto fine = check(call, *read); !fine) {
        return tl::unexpected(fine.error());
    }
    const auto values = custom_values(call, *read, artifact::kTestCase);
    if (!values) return tl::unexpected(values.error());

    Artifact changed = *stored;
    take_input(changed.fields, *read);
    const bool custom_changed = take_custom(call, changed, values->values);
    const auto custom = check_custom(call, artifact::kTestCase, changed.custom);
    if (!custom) return tl::unexpected(custom.error());
    if (const auto fine = check_workflow(call, *stored, changed); !fine) {
        return tl::unexpected(fine.error());
    }
    // A flattened entry is the one written observation of a 200 that stores nothing.
    const bool same = !custom_changed && changed.fields == stored->fields;
    if (same && values->dropped == 0 && call.switches.conflict_on_no_change) return conflict();
    if (same || call.switches.silent_put) return std::nullopt;
    call.store.touch(changed);
    *stored = std::move(changed);
    return std::nullopt;
}

}  // namespace octospira::simulators::spira
