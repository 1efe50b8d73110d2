#include "core/spira/custom_property.hpp"

#include "core/base/text.hpp"
#include "core/spira/errors.hpp"

namespace octospira::spira {

std::optional<PropertyDefinition> read_definition(const Json& definition) {
    if (bool_at(definition, "IsDeleted").value_or(false)) return std::nullopt;
    const auto number = integer_at(definition, "PropertyNumber");
    if (!number || *number < 1 || *number > 99) return std::nullopt;
    const auto type = integer_at(definition, "CustomPropertyTypeId");
    return PropertyDefinition{static_cast<int>(*number),
                              std::string(trim(text_at(definition, "Name"))),
                              static_cast<int>(type.value_or(1)), definition};
}

Result<std::vector<PropertyDefinition>> read_definitions(const Answer& answer) {
    static constexpr std::string_view kOrigin =
        "Spira GET project-templates/{t}/custom-properties/TestCase";
    const auto json = rows_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    std::vector<PropertyDefinition> definitions;
    for (const Json& row : *json) {
        if (auto definition = read_definition(row)) definitions.push_back(std::move(*definition));
    }
    return definitions;
}

const PropertyDefinition* find_definition(const std::vector<PropertyDefinition>& definitions,
                                          std::string_view name) {
    for (const PropertyDefinition& definition : definitions) {
        if (definition.name == name) return &definition;
    }
    for (const PropertyDefinition& definition : definitions) {
        if (equals_ignoring_case(definition.name, name)) return &definition;
    }
    return nullptr;
}

std::string field_name(int number) {
    return (number < 10 ? "Custom_0" : "Custom_") + std::to_string(number);
}

}  // namespace octospira::spira
