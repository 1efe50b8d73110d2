#include "core/flows/setup/template_properties.hpp"

#include <utility>

#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/setup/properties.hpp"
#include "core/spira/property_table.hpp"
#include "core/spira/requests.hpp"

namespace octospira::flows {

namespace {

using OnProperties = Function<Step(const Result<TemplateProperties>&)>;

}  // namespace

Step read_template_properties(const PageEvent& event, OnProperties next) {
    return find_template(
        event.product, event.product_template,
        [next = std::move(next)](const Result<TemplateId>& id) {
            if (!id) return next(tl::unexpected(id.error()));
            return spira(spira::get_definitions(*id), [id = *id, next](const Answer& answer) {
                auto table = spira::read_property_table(answer);
                if (!table) return next(tl::unexpected(table.error()));
                return next(TemplateProperties{id, std::move(*table)});
            });
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
