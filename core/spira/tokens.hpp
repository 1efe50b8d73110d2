#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/ids.hpp"

namespace octospira::spira {

/// The first product token "[PR:n]" in a text (letter case and blanks inside do not matter).
/// Source: Spira REST §13.
[[nodiscard]] std::optional<ProductId> find_product_token(std::string_view text);

/// The name under which a result finds its way back to `product`: the text itself where its first
/// token is this product's, else the text without any product token, followed by the right one.
[[nodiscard]] std::string with_product_token(std::string_view text, ProductId product);

}  // namespace octospira::spira
