#include "native/simulators/spira/members.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

#include "core/base/text.hpp"
#include "core/base/time.hpp"

namespace octospira::simulators::spira {

namespace {

bool fits(const Json& value, Kind kind) {
    switch (kind) {
        case Kind::integer: {
            if (!value.is_number_integer()) return false;
            const auto number = value.get<std::int64_t>();
            return number >= INT32_MIN && number <= INT32_MAX;
        }
        case Kind::text:
            return value.is_string();
        case Kind::boolean:
            return value.is_boolean();
        case Kind::decimal:
            return value.is_number();
        case Kind::list:
            return value.is_array();
        case Kind::object:
            return value.is_object();
        case Kind::date:
            return value.is_string() && parse_utc(value.get_ref<const std::string&>()).has_value();
    }
    return false;
}

/// In the order of Kind.
constexpr std::string_view kTypeNames[] = {"System.Int32",    "System.String",  "System.Boolean",
                                           "System.DateTime", "System.Decimal", "an array",
                                           "an object"};

}  // namespace

std::optional<int> number_in(std::string_view text) {
    int value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Checked<Json> read_members(const Json& body, Members members) {
    Json read = Json::object();
    for (const Member& each : members) {
        const Json* value = find(body, each.name);
        const std::string name(each.name);
        if (value == nullptr || value->is_null()) {
            read[name] = nullptr;
            continue;
        }
        // Newtonsoft takes a number that stands in quotes.
        if (each.kind == Kind::integer && value->is_string()) {
            if (const auto number = number_in(value->get_ref<const std::string&>())) {
                read[name] = *number;
                continue;
            }
        }
        if (!fits(*value, each.kind)) {
            return trouble(
                TroubleKind::malformed,
                concat({"Could not convert the value of '", name, "' to ",
                        kTypeNames[static_cast<int>(each.kind)], ". Path '", name, "'."}));
        }
        // The version of a record is compared as text, so it stays as it came (REST §5.3).
        if (each.kind == Kind::date && each.name != "ConcurrencyDate") {
            read[name] = format_utc(parse_utc(value->get_ref<const std::string&>()).value_or(0));
        } else {
            read[name] = *value;
        }
    }
    return read;
}

Json input_of(const Json& read, Members members) {
    Json input = Json::object();
    for (const Member& each : members) {
        if (each.input) input[std::string(each.name)] = *find(read, each.name);
    }
    return input;
}

const Member* member_named(Members members, std::string_view name) {
    for (const Member& each : members) {
        if (each.name == name) return &each;
    }
    return nullptr;
}

}  // namespace octospira::simulators::spira
