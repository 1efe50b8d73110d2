#include "native/simulators/spira/remote.hpp"

namespace octospira::simulators::spira {

namespace {

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

/// CustomProperties of the artifact, one entry per definition of its template (REST §5.2).
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

Json remote(const ArtifactKind& kind, const Store& store, const Switches& switches,
            const Artifact& shown) {
    Derived derived = {{"ProjectId", shown.product_id},
                       {"ArtifactTypeId", shown.type},
                       {"ConcurrencyDate", shown_concurrency(switches, shown)},
                       {"CustomProperties", custom_properties(store, switches, shown)},
                       {"IsAttachments", false}};
    if (kind.derive != nullptr) kind.derive(store, shown, derived);
    Json out = Json::object();
    for (const Member& each : kind.members) {
        const auto found = derived.find(each.name);
        const Json* stored = find(shown.fields, each.name);
        Json& value = out[std::string(each.name)];
        if (found != derived.end()) {
            value = found->second;
        } else if (stored != nullptr) {
            const bool date = each.kind == Kind::date && stored->is_string();
            value = date ? Json(shown_date(switches, stored->get<std::string>())) : *stored;
        }
    }
    return out;
}

Json remote_project(const Product& product) {
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
