#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/ids.hpp"

namespace octospira::cli {

/// The number in "TC:42", "[TC:42]", "tc42" or "42", which may be too large for
/// an id; empty for anything else. `prefix`: "TC".
/// Source: Spira REST §13, artifact tokens.
[[nodiscard]] std::optional<std::int64_t> artifact_number(std::string_view prefix,
                                                          std::string_view text);

[[nodiscard]] Error no_id(std::string_view text);

/// Errors: invalid_input where the number is too small or too large for an id; with the text.
template <class Id>
[[nodiscard]] Result<Id> id_from(std::int64_t number, std::string_view text) {
    return Id::from(number).map_error([text](const Error&) { return no_id(text); });
}

/// Errors: invalid_input, with the form that is expected.
template <class Id>
[[nodiscard]] Result<Id> parse_artifact(std::string_view prefix, std::string_view text) {
    if (const auto number = artifact_number(prefix, text)) return id_from<Id>(*number, text);
    const std::string form = std::string(prefix) + ":1";
    return failure(ErrorKind::invalid_input, "“" + redact(cut_utf8(text, 80)) + "” is not an id.",
                   "Give it as " + form + " or just its number.");
}

/// A test case as typed; its address in Spira also contains the product.
struct NamedTestCase {
    TestCaseId id;
    std::optional<ProductId> product = std::nullopt;
};
/// Of TC:42, [TC:42], 42 or the address of its page in the Spira at `spira_url` (empty: any).
/// Empty when the text is none of these. Errors: invalid_input for the page of another Spira.
[[nodiscard]] Result<std::optional<NamedTestCase>> find_test_case_in(std::string_view text,
                                                                     std::string_view spira_url);

}  // namespace octospira::cli
