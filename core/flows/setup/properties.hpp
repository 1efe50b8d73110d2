#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/flows/engine/page_event.hpp"
#include "core/flows/engine/step.hpp"
#include "core/spira/custom_property.hpp"
#include "core/spira/test_case.hpp"

namespace octospira::flows {

using Definitions = Result<std::vector<spira::PropertyDefinition>>;
using OnDefinitions = Function<Step(Definitions)>;

/// The template of a product, read from Spira if it is not known. Errors: Spira's own.
[[nodiscard]] Step find_template(ProductId product, std::optional<TemplateId> product_template,
                                 Function<Step(const Result<TemplateId>&)> next);

/// Reads the test case properties of a product's template. `product_template` empty: asks the
/// product for it first.
[[nodiscard]] Step read_properties(ProductId product, std::optional<TemplateId> product_template,
                                   OnDefinitions next);

/// The plain text property of that name. Errors: not_configured, saying who can add or fix it.
[[nodiscard]] Result<spira::PropertyDefinition> usable_property(
    const std::vector<spira::PropertyDefinition>& definitions, std::string_view name);

/// The two test case properties that this product uses.
struct TestCaseProperties {
    spira::PropertyDefinition scenario;
    spira::PropertyDefinition bench_result;
};

/// The usable definitions of both: from the test case where it carries them, else from the
/// product's template. Errors: not_configured, or Spira's own.
[[nodiscard]] Step read_test_case_properties(const spira::TestCase& test_case,
                                             const PageEvent& event,
                                             Function<Step(Result<TestCaseProperties>)> next);

}  // namespace octospira::flows
