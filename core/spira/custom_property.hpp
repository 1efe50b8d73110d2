#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/http.hpp"

namespace octospira::spira {

/// The two test case properties that this product uses. Source: Spira REST §14.
inline constexpr std::string_view kScenarioProperty = "octoperf-scenario-id";
inline constexpr std::string_view kBenchResultProperty = "octoperf-benchresult-id";

/// A custom property's definition; the tree is kept because it is sent back with a value.
struct PropertyDefinition {
    int number = 0;
    std::string name;
    int type = 0;  ///< 1 is text. Source: Spira REST §5.2
    Json tree;
    [[nodiscard]] bool is_text() const { return type == 1; }
};

/// Reads a definition; empty when it is deleted or has no usable number.
[[nodiscard]] std::optional<PropertyDefinition> read_definition(const Json& definition);

/// The definitions in the answer to requests.hpp, get_definitions.
[[nodiscard]] Result<std::vector<PropertyDefinition>> read_definitions(const Answer& answer);

/// By trimmed name, exactly first, then without regard to case. Source: Spira REST §7.
[[nodiscard]] const PropertyDefinition* find_definition(
    const std::vector<PropertyDefinition>& definitions, std::string_view name);

/// "Custom_05". Source: Spira REST §5.2
[[nodiscard]] std::string field_name(int number);

}  // namespace octospira::spira
