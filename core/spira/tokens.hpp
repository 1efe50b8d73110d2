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

/// The name under which a result finds its way back to `product`: it holds exactly one product
/// token, this product's, written "[PR:n]" as Spira's own webhook documents it (Spira REST §13);
/// where the text has it, else at the end. A text that is so already comes back as it is.
[[nodiscard]] std::string with_product_token(std::string_view text, ProductId product);

}  // namespace octospira::spira
