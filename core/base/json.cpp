#include "core/base/json.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace octospira {

namespace {

/// One pass over the text before the parser sees it: refuses what is nested too deeply or has an
/// object with too many members.
bool within_limits(std::string_view text) {
    std::array<int, kMaxJsonDepth + 1> members{};
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > static_cast<std::size_t>(kMaxJsonDepth)) return false;
            members[depth] = 0;
        } else if (c == '}' || c == ']') {
            if (depth > 0) --depth;
        } else if (c == ':') {
            if (++members[depth] > kMaxJsonMembers) return false;
        }
    }
    return true;
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (!within_limits(text)) {
        return failure(ErrorKind::protocol,
                       "The text is nested too deeply or too large to be read.");
    }
    Json value = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
    if (value.is_discarded()) return failure(ErrorKind::protocol, "The text is not JSON.");
    return value;
}

std::string to_text(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
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
