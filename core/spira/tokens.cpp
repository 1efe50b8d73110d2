#include "core/spira/tokens.hpp"

namespace octospira::spira {

namespace {

struct Token {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< one past the bracket
    ProductId product;
};

std::optional<Token> next_token(std::string_view text, std::size_t from) {
    while (true) {
        const std::size_t open = text.find('[', from);
        if (open == std::string_view::npos) return std::nullopt;
        from = open + 1;
        const std::size_t close = text.find(']', open);
        if (close == std::string_view::npos) return std::nullopt;
        const std::string_view inside = text.substr(open + 1, close - open - 1);
        const std::size_t colon = inside.find(':');
        if (colon == std::string_view::npos) continue;
        if (!equals_ignoring_case(trim(inside.substr(0, colon)), "PR")) continue;
        const auto number = parse_positive(trim(inside.substr(colon + 1)));
        if (number) return Token{open, close + 1, *ProductId::from(*number)};
    }
}

}  // namespace

std::optional<ProductId> find_product_token(std::string_view text) {
    const auto token = next_token(text, 0);
    if (!token) return std::nullopt;
    return token->product;
}

std::string with_product_token(std::string_view text, ProductId product) {
    if (find_product_token(text) == product) return std::string(text);
    std::string name;
    std::size_t at = 0;
    while (const auto token = next_token(text, at)) {
        name += text.substr(at, token->begin - at);
        at = token->end;
    }
    name += text.substr(at);
    name = collapse_blanks(name);
    return concat({name, name.empty() ? "" : " ", "[PR:", product.text(), "]"});
}

}  // namespace octospira::spira
