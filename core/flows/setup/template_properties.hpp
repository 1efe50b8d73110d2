#pragma once

#include <optional>
#include <string_view>

#include "core/base/function.hpp"
#include "core/flows/engine/page_event.hpp"
#include "core/flows/engine/step.hpp"

namespace octospira::flows {

/// The test case properties of the product's template, as whole rows.
struct TemplateProperties {
    TemplateId product_template;
    Json table;
};

/// Reads them; reads the product's template from Spira if the page does not know it.
[[nodiscard]] Step read_template_properties(const PageEvent& event,
                                            Function<Step(const Result<TemplateProperties>&)> next);

/// The problem with the property of that name; empty: none.
[[nodiscard]] std::optional<Error> property_problem(const Json& table, std::string_view name);

}  // namespace octospira::flows
