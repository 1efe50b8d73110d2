#include "core/flows/template_properties.hpp"

#include <utility>

#include "core/flows/conversation.hpp"
#include "core/flows/messages.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/property_table.hpp"
#include "core/spira/requests.hpp"

namespace octospira::flows {

namespace {

using OnProperties = Function<Step(const Result<TemplateProperties>&)>;

Step read_table(TemplateId product_template, OnProperties next) {
    return spira(spira::get_definitions(product_template),
                 [product_template, next = std::move(next)](const Answer& answer) {
                     auto table = spira::read_property_table(answer);
                     if (!table) return next(tl::unexpected(table.error()));
                     return next(TemplateProperties{product_template, std::move(*table)});
                 });
}

}  // namespace

Step read_template_properties(const PageEvent& event, OnProperties next) {
    if (event.product_template) return read_table(*event.product_template, std::move(next));
    return spira(spira::get_product(event.product), [next = std::move(next)](const Answer& answer) {
        const auto product = spira::json_of(answer, "Spira GET projects/{p}");
        if (!product) return next(tl::unexpected(product.error()));
        const auto id = TemplateId::from(integer_at(*product, "ProjectTemplateId").value_or(0));
        return id ? read_table(*id, next) : next(tl::unexpected(id.error()));
    });
}

std::optional<Error> property_problem(const Json& table, std::string_view name) {
    using spira::Presence;
    const Presence presence = spira::presence_of(table, name);
    const auto error = [](Phrase message, const Text& advice) {
        return Error{ErrorKind::not_configured, std::move(message), advice, ""};
    };
    switch (presence) {
        case Presence::missing:
            return error(phrase(texts::property_missing, {name}), texts::property_missing_advice);
        case Presence::deleted:
            return error(phrase(texts::setup_property_deleted, {name}),
                         texts::setup_property_deleted_advice);
        case Presence::not_text:
            return error(phrase(texts::property_not_text, {name}), texts::property_not_text_advice);
        case Presence::twice:
            return error(phrase(texts::setup_property_twice, {name}),
                         texts::setup_property_twice_advice);
        default:
            return std::nullopt;
    }
}

}  // namespace octospira::flows
