#include "core/base/json.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

namespace octospira {

Json object(std::initializer_list<Member> members) {
    Json result = Json::object();
    for (const Member& member : members) result[std::string(member.name)] = member.value;
    return result;
}

const Json* find(const Json& object, std::string_view name) {
    if (!object.is_object()) return nullptr;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == name) return &it.value();
    }
    return nullptr;
}

Json* find(Json& object, std::string_view name) {
    return const_cast<Json*>(find(static_cast<const Json&>(object), name));
}

std::optional<std::string> string_at(const Json& object, std::string_view name) {
    const Json* value = find(object, name);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return value->get_ref<const std::string&>();
}

std::optional<std::int64_t> integer_at(const Json& object, std::string_view name) {
    const Json* value = find(object, name);
    if (value == nullptr || !value->is_number_integer()) return std::nullopt;
    if (value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    return value->get<std::int64_t>();
}

std::optional<bool> bool_at(const Json& object, std::string_view name) {
    const Json* value = find(object, name);
    if (value == nullptr || !value->is_boolean()) return std::nullopt;
    return value->get<bool>();
}

std::string text_at(const Json& object, std::string_view name) {
    return string_at(object, name).value_or("");
}

const Json* array_at(const Json& object, std::string_view name) {
    const Json* value = find(object, name);
    return value != nullptr && value->is_array() ? value : nullptr;
}

std::optional<double> number_of(const Json& value) {
    if (!value.is_number()) return std::nullopt;
    const double number = value.get<double>();
    if (!std::isfinite(number)) return std::nullopt;
    return number;
}

}  // namespace octospira
