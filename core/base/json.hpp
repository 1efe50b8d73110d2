#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace octospira {

/// JSON that keeps the order of members, so an object is sent back as it was received.
/// JSON_NOEXCEPTION is set for the whole project: read external JSON only through the checked
/// helpers below, because an unchecked access ends the process.
using Json = nlohmann::ordered_json;

/// Nesting and members of one object above which a text is refused rather than read: far above
/// anything Spira or OctoPerf send, far below what would exhaust the stack or take quadratic time.
inline constexpr int kMaxJsonDepth = 64;
inline constexpr int kMaxJsonMembers = 2000;

/// Parses UTF-8 JSON, a leading byte order mark allowed (old Spira versions sent one).
/// Errors: protocol, with a sentence that never quotes the text.
[[nodiscard]] Result<Json> parse_json(std::string_view text);

/// Writes compact JSON; bytes that are not UTF-8 become U+FFFD instead of ending the process.
[[nodiscard]] std::string to_text(const Json& value);

/// An object with these members, in this order: the code of Json{{…}, …} in a third of the bytes.
struct Member {
    std::string_view name;
    Json value;
};
[[nodiscard]] Json object(std::initializer_list<Member> members);

/// The member of that name, or nullptr if `object` is not an object or has no such member.
[[nodiscard]] const Json* find(const Json& object, std::string_view name);
[[nodiscard]] Json* find(Json& object, std::string_view name);

/// Typed members; empty when absent, null or of another type. Integers outside int64 are absent.
[[nodiscard]] std::optional<std::string> string_at(const Json& object, std::string_view name);
[[nodiscard]] std::optional<std::int64_t> integer_at(const Json& object, std::string_view name);
[[nodiscard]] std::optional<bool> bool_at(const Json& object, std::string_view name);

/// The string member, or "" when there is none.
[[nodiscard]] std::string text_at(const Json& object, std::string_view name);

/// The array member, or nullptr.
[[nodiscard]] const Json* array_at(const Json& object, std::string_view name);

/// A number however it was written: 0.37, "0.37" is not one; "NaN", null and infinities are absent.
/// Source: OctoPerf metrics, where a value without samples is the string "NaN".
[[nodiscard]] std::optional<double> number_of(const Json& value);

}  // namespace octospira
