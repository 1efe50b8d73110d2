#include "native/simulators/spira/rest_call.hpp"

#include <charconv>

#include "core/base/text.hpp"

namespace octospira::simulators::spira {

namespace {

std::optional<int> number_in(std::string_view text) {
    int value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

tl::unexpected<Trouble> wrong_shape(std::string_view found, std::string_view example,
                                    std::string_view type, std::string_view wanted) {
    return trouble(TroubleKind::malformed,
                   "Cannot deserialize the current JSON " + std::string(found) + " (e.g. " +
                       std::string(example) + ") into type '" + std::string(type) +
                       "' because the type requires a JSON " + std::string(wanted) +
                       " to deserialize correctly.");
}

tl::unexpected<Trouble> wrong_value(std::string_view type) {
    return trouble(TroubleKind::malformed,
                   "Error converting value to type '" + std::string(type) + "'. Path '', line 1.");
}

/// Newtonsoft takes a comma before the end of an object or array.
std::string without_trailing_commas(std::string_view json) {
    std::string out;
    bool in_text = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (c == '"') in_text = !in_text;
        if (in_text && c == '\\' && at + 1 < json.size()) {
            out += json.substr(at++, 2);
            continue;
        }
        const std::size_t next = json.find_first_not_of(" \t\r\n", at + 1);
        const bool last =
            next != std::string_view::npos && (json[next] == '}' || json[next] == ']');
        if (!in_text && c == ',' && last) continue;
        out += c;
    }
    return out;
}

}  // namespace

Checked<int> id_in(const RestCall& call, std::size_t index) {
    const auto id = index < call.variables.size() ? number_in(call.variables[index]) : std::nullopt;
    if (!id) return trouble(TroubleKind::no_endpoint, "Input string was not in a correct format.");
    return *id;
}

Checked<const Product*> product_in(const RestCall& call) {
    const auto id = id_in(call, 0);
    if (!id) return tl::unexpected(id.error());
    const Product* product = call.store.product(*id);
    if (product == nullptr) return unable_to_locate();
    if (!product->active || !call.store.member(call.user, *id)) return access_denied();
    return product;
}

Checked<const Product*> product_in(const RestCall& call, int artifact_type, Right right) {
    auto product = product_in(call);
    if (!product) return product;
    if (!call.store.may(call.user, (*product)->id, artifact_type, right)) return access_denied();
    return product;
}

Checked<Artifact*> artifact_in(RestCall& call, Table& table, int artifact_type, Right right) {
    const auto product = product_in(call, artifact_type, right);
    if (!product) return tl::unexpected(product.error());
    const auto id = id_in(call, 1);
    if (!id) return tl::unexpected(id.error());
    Artifact* found = call.store.find(table, (*product)->id, *id);
    if (found == nullptr) return unable_to_locate();
    return found;
}

std::optional<std::string> query(const RestCall& call, std::string_view name) {
    auto value = http::field(call.request.query, name);
    if (!value || value->empty() || *value == "null") return std::nullopt;
    return value;
}

Checked<std::optional<int>> query_number(const RestCall& call, std::string_view name) {
    const auto text = query(call, name);
    if (!text) return std::optional<int>();
    const auto number = number_in(*text);
    if (!number) return invalid(std::string(name), "Input string was not in a correct format.");
    return number;
}

Checked<Json> body_json(const RestCall& call) {
    auto body = parse_json(call.request.body);
    if (!body) body = parse_json(without_trailing_commas(call.request.body));
    if (!body) {
        return trouble(TroubleKind::malformed,
                       "Unexpected character encountered while parsing value. Path '', line 1.");
    }
    return *std::move(body);
}

Checked<Json> body_object(const RestCall& call, Members members, std::string_view type) {
    auto body = body_json(call);
    if (!body) return body;
    if (body->is_array()) {
        return wrong_shape("array", "[1,2,3]", type, "object (e.g. {\"name\":\"value\"})");
    }
    if (!body->is_object()) return wrong_value(type);
    return read_members(*body, members);
}

Checked<Json> body_array(const RestCall& call, std::string_view type) {
    auto body = body_json(call);
    if (!body) return body;
    if (body->is_object()) {
        return wrong_shape("object", "{\"name\":\"value\"}", type, "array (e.g. [1,2,3])");
    }
    if (!body->is_array()) return wrong_value(type);
    return body;
}

int number_of_member(const Json& read, std::string_view name) {
    return static_cast<int>(integer_at(read, name).value_or(0));
}

Checked<CustomValues> custom_values(const RestCall& call, const Json& body, int template_id,
                                    int artifact_type) {
    CustomValues read;
    const Json* entries = array_at(body, "CustomProperties");
    if (entries == nullptr) return read;
    for (const Json& each : *entries) {
        if (!each.is_object()) return wrong_value("RemoteArtifactCustomProperty");
        const auto entry = read_members(each, property_value_members());
        if (!entry) return tl::unexpected(entry.error());
        const Property* property = call.store.property(template_id, artifact_type,
                                                       number_of_member(*entry, "PropertyNumber"));
        const Json* definition = find(*entry, "Definition");
        const auto defined_as =
            definition == nullptr ? std::nullopt : integer_at(*definition, "CustomPropertyId");
        if (property == nullptr || (defined_as && *defined_as != property->id)) {
            ++read.dropped;
            continue;
        }
        const Json* value = find(*entry, value_member(property->type));
        read.values[property->number] = value == nullptr ? Json() : *value;
    }
    return read;
}

Checked<void> check_custom(const RestCall& call, int template_id, int artifact_type,
                           const std::map<int, Json>& custom) {
    const Template* in = call.store.product_template(template_id);
    if (in == nullptr) return {};
    for (const Property& property : in->properties) {
        if (property.artifact_type != artifact_type || property.deleted) continue;
        const auto found = custom.find(property.number);
        const bool set = found != custom.end() && !found->second.is_null() &&
                         found->second != Json(std::string());
        if (property.required && !set) {
            return invalid(property.field_name(),
                           "The custom property '" + property.name + "' is required.");
        }
        if (set && property.max_length > 0 && found->second.is_string() &&
            found->second.get_ref<const std::string&>().size() >
                static_cast<std::size_t>(property.max_length)) {
            return invalid(property.field_name(),
                           "The value of the custom property '" + property.name + "' is too long.");
        }
    }
    return {};
}

}  // namespace octospira::simulators::spira
