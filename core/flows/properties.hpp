#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/flows/step.hpp"
#include "core/spira/custom_property.hpp"

namespace octospira::flows {

using Definitions = Result<std::vector<spira::PropertyDefinition>>;
using OnDefinitions = Function<Step(Definitions)>;

/// Reads the test case properties of a product's template. `product_template` empty: asks the
/// product for it first.
[[nodiscard]] Step read_properties(ProductId product, std::optional<TemplateId> product_template,
                                   OnDefinitions next);

/// The plain text property of that name. Errors: not_configured, saying who adds or mends it.
[[nodiscard]] Result<spira::PropertyDefinition> usable_property(
    const std::vector<spira::PropertyDefinition>& definitions, std::string_view name);

}  // namespace octospira::flows
