#include "core/flows/properties.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/flows/conversation.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/requests.hpp"

namespace octospira::flows {

namespace {

Result<TemplateId> template_of(const Answer& answer) {
    static constexpr std::string_view kOrigin = "Spira GET projects/{p}";
    const auto json = spira::json_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    const auto id = TemplateId::from(integer_at(*json, "ProjectTemplateId").value_or(0));
    if (!id) return tl::unexpected(spira::error_of({answer.status, ""}, kOrigin));
    return id;
}

Step read_definitions(TemplateId product_template, OnDefinitions next) {
    return spira(spira::get_definitions(product_template),
                 [next = std::move(next)](const Answer& answer) {
                     return next(spira::read_definitions(answer));
                 });
}

}  // namespace

Step read_properties(ProductId product, std::optional<TemplateId> product_template,
                     OnDefinitions next) {
    if (product_template) return read_definitions(*product_template, std::move(next));
    return spira(spira::get_product(product), [next = std::move(next)](const Answer& answer) {
        const auto id = template_of(answer);
        return id ? read_definitions(*id, next) : next(tl::unexpected(id.error()));
    });
}

Result<spira::PropertyDefinition> usable_property(
    const std::vector<spira::PropertyDefinition>& definitions, std::string_view name) {
    const spira::PropertyDefinition* found = spira::find_definition(definitions, name);
    if (found == nullptr) {
        return failure(
            ErrorKind::not_configured,
            concat({"Test cases of this product have no custom property \"", name, "\"."}),
            "Ask a template administrator to add it as plain text (Template Admin, Custom "
            "Properties).");
    }
    if (!found->is_text()) {
        return failure(ErrorKind::not_configured,
                       concat({"The custom property \"", name, "\" is not a text property."}),
                       "Ask a template administrator to replace it by one of type Text, not rich.");
    }
    return *found;
}

}  // namespace octospira::flows
