#include "core/spira/property_table.hpp"

#include "core/base/text.hpp"
#include "core/spira/custom_property.hpp"
#include "core/spira/errors.hpp"

namespace octospira::spira {

Result<Json> read_property_table(const Answer& answer) {
    return rows_of(answer, "Spira GET project-templates/{t}/custom-properties/TestCase");
}

Presence presence_of(const Json& table, std::string_view name) {
    Presence presence = Presence::missing;
    for (const Json& row : table) {
        if (!equals_ignoring_case(trim(text_at(row, "Name")), name)) continue;
        const auto definition = read_definition(row);
        if (!definition) {
            if (presence == Presence::missing) presence = Presence::deleted;
        } else if (presence == Presence::missing || presence == Presence::deleted) {
            presence = definition->is_text() ? Presence::usable : Presence::not_text;
        } else {
            presence = Presence::twice;
        }
    }
    return presence;
}

int free_property_number(const Json& table) {
    constexpr int kHighest = 99;
    for (int number = 1; number <= kHighest; ++number) {
        bool used = false;
        for (const Json& row : table) used = used || integer_at(row, "PropertyNumber") == number;
        if (!used) return number;
    }
    return 0;
}

Request create_text_property(TemplateId product_template, std::string_view name, int number,
                             bool list_id) {
    constexpr int kTestCase = 2;
    constexpr int kText = 1;
    return {Method::post,
            concat({"project-templates/", product_template.text(), "/custom-properties",
                    list_id ? "?custom_list_id=" : ""}),
            object({{"CustomPropertyId", nullptr},
                    {"ProjectTemplateId", product_template.value()},
                    {"ArtifactTypeId", kTestCase},
                    {"CustomPropertyTypeId", kText},
                    {"PropertyNumber", number},
                    {"Name", std::string(name)},
                    {"IsDeleted", false},
                    {"Options", Json::array()}})};
}

}  // namespace octospira::spira
