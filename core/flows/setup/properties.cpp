#include "core/flows/setup/properties.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/requests.hpp"
#include "core/texts/texts.hpp"

namespace octospira::flows {

namespace {

Result<TemplateId> template_of(const Answer& answer) {
    static constexpr std::string_view kOrigin = "Spira GET projects/{p}";
    const auto json = spira::json_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    auto id = TemplateId::from(integer_at(*json, "ProjectTemplateId").value_or(0));
    if (!id) return tl::unexpected(spira::error_of({answer.status, ""}, kOrigin));
    return id;
}

}  // namespace

Step find_template(ProductId product, std::optional<TemplateId> product_template,
                   Function<Step(const Result<TemplateId>&)> next) {
    if (product_template) return next(*product_template);
    return spira(spira::get_product(product), [next = std::move(next)](const Answer& answer) {
        return next(template_of(answer));
    });
}

Step read_properties(ProductId product, std::optional<TemplateId> product_template,
                     OnDefinitions next) {
    return find_template(
        product, product_template, [next = std::move(next)](const Result<TemplateId>& id) {
            if (!id) return next(tl::unexpected(id.error()));
            return spira(spira::get_definitions(*id), [next](const Answer& answer) {
                return next(spira::read_definitions(answer));
            });
        });
}

Result<spira::PropertyDefinition> usable_property(
    const std::vector<spira::PropertyDefinition>& definitions, std::string_view name) {
    const spira::PropertyDefinition* found = spira::find_definition(definitions, name);
    if (found == nullptr) {
        return failure(ErrorKind::not_configured, phrase(texts::property_missing, {name}),
                       texts::property_missing_advice);
    }
    if (!found->is_text()) {
        return failure(ErrorKind::not_configured, phrase(texts::property_not_text, {name}),
                       texts::property_not_text_advice);
    }
    return *found;
}

namespace {

Result<TestCaseProperties> both(const Definitions& definitions) {
    if (!definitions) return tl::unexpected(definitions.error());
    auto scenario = usable_property(*definitions, spira::kScenarioProperty);
    if (!scenario) return tl::unexpected(scenario.error());
    auto bench_result = usable_property(*definitions, spira::kBenchResultProperty);
    if (!bench_result) return tl::unexpected(bench_result.error());
    return TestCaseProperties{std::move(*scenario), std::move(*bench_result)};
}

}  // namespace

Step read_test_case_properties(const spira::TestCase& test_case, const PageEvent& event,
                               Function<Step(Result<TestCaseProperties>)> next) {
    std::vector<spira::PropertyDefinition> carried;
    for (const std::string_view name : {spira::kScenarioProperty, spira::kBenchResultProperty}) {
        if (auto definition = test_case.definition(name)) carried.push_back(std::move(*definition));
    }
    if (carried.size() == 2) return next(both(carried));
    return read_properties(event.product, event.product_template,
                           [next = std::move(next)](const Definitions& definitions) {
                               return next(both(definitions));
                           });
}

}  // namespace octospira::flows
