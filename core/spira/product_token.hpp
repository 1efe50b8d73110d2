#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/ids.hpp"

namespace octospira::spira {

/// The first product token "[PR:n]" in a text: letter case, blanks inside, also unseen ones, and
/// zeros in front of the number do not matter.
/// Source: Spira REST §13.
[[nodiscard]] std::optional<ProductId> find_product_token(std::string_view text);

/// The name by which a result is assigned to `product`: it contains exactly one product token, this
/// product's, written "[PR:n]" as Spira's own webhook documents it (Spira REST §13); in place of
/// the text's own token, else at the end. A text that already has it is returned unchanged.
[[nodiscard]] std::string with_product_token(std::string_view text, ProductId product);

}  // namespace octospira::spira
