#include "native/simulators/spira/remote.hpp"

#include <functional>
#include <map>
#include <utility>

namespace octospira::simulators::spira {

namespace {

std::string name_in(const std::map<int, std::string>& names, std::optional<int> id) {
    const auto found = id ? names.find(*id) : names.end();
    return found == names.end() ? "" : found->second;
}

Json text_or_null(std::string text) {
    return text.empty() ? Json() : Json(std::move(text));
}

Json full_name(const Store& store, std::optional<int> user_id) {
    const User* user = user_id ? store.user(*user_id) : nullptr;
    return user == nullptr ? Json() : Json(user->full_name());
}

using Derived = std::map<std::string_view, Json>;

/// Every documented member: what is derived, else what is stored, else null.
Json rendered(const Switches& switches, const Artifact& shown, Members members,
              const Derived& derived) {
    Json out = Json::object();
    for (const Member& each : members) {
        const std::string name(each.name);
        const auto found = derived.find(each.name);
        const Json* stored = find(shown.fields, each.name);
        if (found != derived.end()) {
            out[name] = found->second;
        } else if (stored == nullptr || stored->is_null()) {
            out[name] = nullptr;
        } else if (each.kind == Kind::date && stored->is_string()) {
            out[name] = shown_date(switches, stored->get_ref<const std::string&>());
        } else {
            out[name] = *stored;
        }
    }
    return out;
}

/// What every artifact has in common.
Derived common(const Store& store, const Switches& switches, const Artifact& shown) {
    return {{"ProjectId", shown.product_id},
            {"ArtifactTypeId", shown.type},
            {"ConcurrencyDate", shown_concurrency(switches, shown)},
            {"CustomProperties", custom_properties(store, switches, shown)},
            {"IsAttachments", false}};
}

struct PropertyType {
    std::string_view name;
    std::string_view value;
    std::string_view system;
};

/// REST §5.2. 9, Password, has no documented value member.
constexpr PropertyType kPropertyTypes[] = {
    {"Text", "StringValue", "System.String"},
    {"Integer", "IntegerValue", "System.Int32"},
    {"Decimal", "DecimalValue", "System.Decimal"},
    {"Boolean", "BooleanValue", "System.Boolean"},
    {"Date", "DateTimeValue", "System.DateTime"},
    {"List", "IntegerValue", "System.Int32"},
    {"MultiList", "IntegerListValue", "System.Collections.Generic.List"},
    {"User", "IntegerValue", "System.Int32"},
    {"Password", "", "System.String"},
    {"Release", "IntegerValue", "System.Int32"},
    {"DateAndTime", "DateTimeValue", "System.DateTime"},
    {"AutomationHost", "IntegerValue", "System.Int32"},
};

PropertyType property_type(int id) {
    return id >= 1 && id <= 12 ? kPropertyTypes[id - 1] : PropertyType{};
}

}  // namespace

std::string value_member(int type) {
    return std::string(property_type(type).value);
}

std::string shown_date(const Switches& switches, std::string text) {
    if (switches.date_form == DateForm::zoneless && text.ends_with('Z')) text.pop_back();
    return text;
}

std::string shown_concurrency(const Switches& switches, const Artifact& shown) {
    std::string text = shown.text("ConcurrencyDate");
    if (switches.concurrency_digits == ConcurrencyDigits::ticks && text.ends_with('Z')) {
        // Digits below a millisecond that no client can compute.
        const std::string digits = std::to_string(1000 + (shown.id * 7919) % 9000);
        text.insert(text.size() - 1, digits);
    }
    return shown_date(switches, text);
}

Json shown_value(const Switches& switches, const Property& property, const Json& value) {
    const bool rich = property.rich || switches.rich_text_properties;
    if (property.type != 1 || !rich || !value.is_string()) return value;
    const auto& text = value.get_ref<const std::string&>();
    return text.empty() || text.front() == '<' ? value : Json("<p>" + text + "</p>");
}

Json custom_properties(const Store& store, const Switches& switches, const Artifact& shown) {
    Json entries = Json::array();
    const Template* in = store.product_template(store.template_of(shown));
    if (in == nullptr) return entries;
    for (const Property& property : in->properties) {
        if (property.artifact_type != shown.type || property.deleted) continue;
        const auto value = shown.custom.find(property.number);
        const bool set = value != shown.custom.end() && !value->second.is_null();
        if (!set && switches.property_entry_when_unset == UnsetProperty::absent) continue;
        Json entry{{"PropertyNumber", property.number}, {"StringValue", nullptr},
                   {"IntegerValue", nullptr},           {"BooleanValue", nullptr},
                   {"DateTimeValue", nullptr},          {"DecimalValue", nullptr},
                   {"IntegerListValue", nullptr},       {"Definition", remote_property(property)}};
        const std::string member = value_member(property.type);
        if (set && !member.empty()) {
            entry[member] = shown_value(switches, property, value->second);
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

Json remote_property(const Property& property) {
    const PropertyType type = property_type(property.type);
    return Json{{"CustomPropertyId", property.id},
                {"ProjectTemplateId", property.template_id},
                {"ArtifactTypeId", property.artifact_type},
                {"Name", property.name},
                {"CustomList", nullptr},
                {"CustomPropertyFieldName", property.field_name()},
                {"CustomPropertyTypeId", property.type},
                {"CustomPropertyTypeName", std::string(type.name)},
                {"IsDeleted", property.deleted},
                {"PropertyNumber", property.number},
                {"SystemDataType", std::string(type.system)},
                {"Options", Json::array()},
                {"Position", nullptr},
                {"Description", nullptr},
                {"Guid", nullptr},
                {"ConcurrencyGuid", nullptr},
                {"LastUpdateDate", nullptr}};
}

Json remote_test_case(const Store& store, const Switches& switches, const Artifact& shown) {
    Derived derived = common(store, switches, shown);
    const Product* product = store.product(shown.product_id);
    const Template* in = store.product_template(store.template_of(shown));
    const auto id = [&](std::string_view member) { return shown.number(member); };
    derived["AuthorName"] = full_name(store, id("AuthorId"));
    derived["OwnerName"] = full_name(store, id("OwnerId"));
    derived["ProjectName"] = product == nullptr ? Json() : Json(product->name);
    if (in != nullptr) {
        derived["TestCasePriorityName"] =
            text_or_null(name_in(in->priorities, id("TestCasePriorityId")));
        derived["TestCaseTypeName"] = text_or_null(name_in(in->types, id("TestCaseTypeId")));
    }
    derived["TestCaseStatusName"] = test_case_status_name(id("TestCaseStatusId").value_or(0));
    derived["ExecutionStatusName"] = execution_status_name(id("ExecutionStatusId").value_or(0));
    return rendered(switches, shown, test_case_members(), derived);
}

Json remote_test_run(const Store& store, const Switches& switches, const Artifact& shown) {
    Derived derived = common(store, switches, shown);
    const auto release = store.releases.find(shown.number("ReleaseId").value_or(0));
    if (release != store.releases.end()) {
        derived["ReleaseVersionNumber"] = release->second.text("VersionNumber");
    }
    return rendered(switches, shown, test_run_members(), derived);
}

Json listed_test_run(const Store& store, const Switches& switches, const Artifact& shown) {
    if (switches.run_lists == RunLists::automated) return remote_test_run(store, switches, shown);
    const Json all = remote_test_run(store, switches, shown);
    Json plain = Json::object();
    for (const Member& each : plain_test_run_members()) {
        plain[std::string(each.name)] = *find(all, each.name);
    }
    return plain;
}

Json remote_release(const Store& store, const Switches& switches, const Artifact& shown) {
    Derived derived = common(store, switches, shown);
    derived["FullName"] = shown.text("VersionNumber") + " - " + shown.name();
    derived["Summary"] = false;
    derived["ReleaseStatusName"] =
        text_or_null(release_status_name(shown.number("ReleaseStatusId").value_or(0)));
    derived["ReleaseTypeName"] =
        text_or_null(release_type_name(shown.number("ReleaseTypeId").value_or(0)));
    return rendered(switches, shown, release_members(), derived);
}

Json remote_build(const Store&, const Switches& switches, const Artifact& shown) {
    Derived derived = {{"ProjectId", shown.product_id}};
    derived["BuildStatusName"] = build_status_name(shown.number("BuildStatusId").value_or(0));
    return rendered(switches, shown, build_members(), derived);
}

Json remote_test_set(const Store& store, const Switches& switches, const Artifact& shown) {
    Derived derived = common(store, switches, shown);
    derived["TestSetStatusName"] =
        text_or_null(test_set_status_name(shown.number("TestSetStatusId").value_or(0)));
    return rendered(switches, shown, test_set_members(), derived);
}

Json remote_incident(const Store& store, const Switches& switches, const Artifact& shown) {
    Derived derived = common(store, switches, shown);
    // The demo's template has one status and one type, and neither priorities nor severities.
    derived["IncidentStatusName"] = "New";
    derived["IncidentTypeName"] = "Incident";
    return rendered(switches, shown, incident_members(), derived);
}

Json remote_comment(const Store& store, const Switches& switches, const Artifact& shown) {
    const Derived derived = {{"UserName", full_name(store, shown.number("UserId"))}};
    return rendered(switches, shown, comment_members(), derived);
}

Json remote_plain(const Switches& switches, const Artifact& shown, Members members) {
    return rendered(switches, shown, members, {});
}

Json remote_project(const Switches&, const Product& product) {
    return Json{{"ProjectId", product.id},
                {"ProjectTemplateId", product.template_id},
                {"ProjectGroupId", nullptr},
                {"Name", product.name},
                {"Description", product.description},
                {"Website", nullptr},
                {"CreationDate", "2026-01-05T08:00:00.000Z"},
                {"Active", product.active},
                {"WorkingHours", 8},
                {"WorkingDays", 5},
                {"NonWorkingHours", 0},
                {"StartDate", nullptr},
                {"EndDate", nullptr},
                {"PercentComplete", 0},
                {"RequirementCount", 0},
                {"WorkspaceTypeId", 1},
                {"Guid", nullptr},
                {"LastUpdatedDate", nullptr},
                {"ArtifactTypeId", nullptr},
                {"ConcurrencyGuid", nullptr},
                {"CustomProperties", Json::array()}};
}

Json remote_user(const User& user) {
    return Json{
        {"UserId", user.id},           {"UserName", user.login}, {"FullName", user.full_name()},
        {"Admin", user.administrator}, {"Active", user.active},  {"RssToken", nullptr}};
}

}  // namespace octospira::simulators::spira
