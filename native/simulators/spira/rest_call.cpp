#include "native/simulators/spira/rest_call.hpp"

#include "core/base/text.hpp"

namespace octospira::simulators::spira {

namespace {

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

Checked<Json> body_json(const RestCall& call) {
    auto body = parse_json(call.request.body);
    if (!body) body = parse_json(without_trailing_commas(call.request.body));
    if (!body) {
        return trouble(TroubleKind::malformed,
                       "Unexpected character encountered while parsing value. Path '', line 1.");
    }
    return *std::move(body);
}

}  // namespace

Checked<int> id_in(const RestCall& call, std::size_t index) {
    const auto id = index < call.variables.size() ? number_in(call.variables[index]) : std::nullopt;
    if (!id) return trouble(TroubleKind::no_endpoint, "Input string was not in a correct format.");
    return *id;
}

Checked<void> enter(RestCall& call, const Scope& scope) {
    call.kind = scope.kind;
    if (scope.of == Scope::Of::anything) return {};
    const auto product_id = id_in(call, 0);
    if (!product_id) return tl::unexpected(product_id.error());
    call.product = call.store.product(*product_id);
    if (call.product == nullptr) return unable_to_locate();
    if (!call.product->active || !call.store.member(call.user, *product_id)) return access_denied();
    if (scope.kind != nullptr &&
        !call.store.may(call.user, *product_id, scope.kind->type, scope.right)) {
        return access_denied();
    }
    if (scope.of == Scope::Of::product) return {};
    const auto id = id_in(call, 1);
    if (!id) return tl::unexpected(id.error());
    call.artifact = in_product(call, *scope.kind, *id);
    if (call.artifact == nullptr) return unable_to_locate();
    return {};
}

Artifact* in_product(const RestCall& call, const ArtifactKind& kind, int id) {
    return call.store.find(call.store.*kind.table, call.product->id, id);
}

bool exists(const RestCall& call, int type, int id) {
    const ArtifactKind* kind = kind_of(type);
    return kind != nullptr && in_product(call, *kind, id) != nullptr;
}

Json shown(const RestCall& call, const ArtifactKind& kind, const Artifact& artifact) {
    return remote(kind, call.store, call.switches, artifact);
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

Checked<Json> body_object(const RestCall& call, Members members, std::string_view type) {
    auto body = body_json(call);
    if (!body) return body;
    if (body->is_array()) {
        return wrong_shape("array", "[1,2,3]", type, "object (e.g. {\"name\":\"value\"})");
    }
    if (!body->is_object()) return wrong_value(type);
    return read_members(*body, members);
}

Checked<Json> body_object(const RestCall& call, const ArtifactKind& kind) {
    return body_object(call, kind.members, kind.object);
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

Checked<CustomValues> custom_values(const RestCall& call, const Json& body, int artifact_type) {
    CustomValues read;
    const Json* entries = array_at(body, "CustomProperties");
    if (entries == nullptr) return read;
    for (const Json& each : *entries) {
        if (!each.is_object()) return wrong_value("RemoteArtifactCustomProperty");
        const auto entry = read_members(each, kPropertyValueMembers);
        if (!entry) return tl::unexpected(entry.error());
        const Property* property = call.store.property(call.product->template_id, artifact_type,
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

Checked<void> check_custom(const RestCall& call, int artifact_type,
                           const std::map<int, Json>& custom) {
    const Template* in = call.store.product_template(call.product->template_id);
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
