#pragma once

#include <string_view>

#include "core/base/http.hpp"
#include "core/base/ids.hpp"

namespace octospira::spira {

// The custom properties of a template as whole rows, deleted ones with them: what there is to know
// before one is created. Source: Spira REST §7.

/// The rows in the answer to requests.hpp, get_definitions. Errors: as errors.hpp, json_of.
[[nodiscard]] Result<Json> read_property_table(const Answer& answer);

/// The properties of a name, ignoring case.
enum class Presence { usable, missing, deleted, not_text, twice };
[[nodiscard]] Presence presence_of(const Json& table, std::string_view name);

/// The lowest number that no property has, deleted ones counted; 0 when all 99 are taken.
[[nodiscard]] int free_property_number(const Json& table);

/// POST project-templates/{t}/custom-properties: a text property of test cases. `list_id`: with the
/// query that the documentation names and only a list needs; two readings, §3.
[[nodiscard]] Request create_text_property(TemplateId product_template, std::string_view name,
                                           int number, bool list_id);

}  // namespace octospira::spira
