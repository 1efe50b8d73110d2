#pragma once

#include "core/base/ids.hpp"
#include "core/base/json.hpp"

namespace octospira {

/// The id of that number. Empty where there is no number, or it is not one of an id.
template <class Id>
[[nodiscard]] std::optional<Id> maybe_id(std::optional<std::int64_t> number) {
    const auto id = Id::from(number.value_or(0));
    if (!id) return std::nullopt;
    return *id;
}

/// The same of a member.
template <class Id>
[[nodiscard]] std::optional<Id> id_at(const Json& object, std::string_view name) {
    return maybe_id<Id>(integer_at(object, name));
}

template <class Id>
[[nodiscard]] std::optional<std::int64_t> number_of(const std::optional<Id>& id) {
    if (!id) return std::nullopt;
    return id->value();
}

template <class Id>
[[nodiscard]] Json number_or_null(const std::optional<Id>& id) {
    return id ? Json(id->value()) : Json(nullptr);
}

}  // namespace octospira
