#include "core/spira/product_token.hpp"

#include "core/base/text.hpp"

namespace octospira::spira {

namespace {

struct Token {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< one past the bracket
    ProductId product;
};

/// Without the blanks at its ends, among them those that a keyboard or a web page adds unseen:
/// no-break, zero-width and ideographic ones.
std::string_view trim_unseen(std::string_view text) {
    static constexpr std::string_view kUnseen[] = {"\u00a0", "\u2007", "\u2009", "\u200b",
                                                   "\u202f", "\u3000", "\ufeff"};
    std::size_t before = 0;
    do {
        before = text.size();
        text = trim(text);
        for (const std::string_view blank : kUnseen) {
            if (text.starts_with(blank)) text.remove_prefix(blank.size());
            if (text.ends_with(blank)) text.remove_suffix(blank.size());
        }
    } while (text.size() < before);
    return text;
}

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
        if (!equals_ignoring_case(trim_unseen(inside.substr(0, colon)), "PR")) continue;
        const auto number = parse_positive(trim_unseen(inside.substr(colon + 1)));
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
    const std::string wanted = concat({"[PR:", product.text(), "]"});
    std::string name;
    std::size_t at = 0;
    bool there = false;
    bool removed = false;
    while (const auto token = next_token(text, at)) {
        name += text.substr(at, token->begin - at);
        at = token->end;
        const bool keep = !there && token->product == product;
        if (keep) name += wanted;
        there = there || keep;
        removed = removed || !keep;
    }
    name += text.substr(at);
    if (removed || !there) name = collapse_blanks(name);
    return there ? name : concat({name, name.empty() ? "" : " ", wanted});
}

}  // namespace octospira::spira
