#include "native/recorder/delivery/product_options.hpp"

#include "core/base/text.hpp"

namespace octospira::recorder {

namespace {

tl::unexpected<Error> not_understood(std::string_view word) {
    return failure(ErrorKind::invalid_input, concat({"\"", word, "\" is not a product option."}),
                   "Write e.g. \"1: incident, caution\": build, incident, caution, attach or "
                   "release=NUMBER, for a product's number or for all.",
                   "settings");
}

Result<void> apply(std::string_view word, ProductOptions& options) {
    static constexpr std::string_view kRelease = "release=";
    if (equals_ignoring_case(word, "build")) {
        options.build = true;
    } else if (equals_ignoring_case(word, "incident")) {
        options.incident_on_failure = true;
    } else if (equals_ignoring_case(word, "caution")) {
        options.caution_on_warnings = true;
    } else if (equals_ignoring_case(word, "attach")) {
        options.attach_report = true;
    } else if (equals_ignoring_case(word.substr(0, kRelease.size()), kRelease)) {
        const auto release =
            ReleaseId::from(parse_positive(word.substr(kRelease.size())).value_or(0));
        if (!release) return not_understood(word);
        options.release = *release;
    } else if (!word.empty()) {
        return not_understood(word);
    }
    return {};
}

}  // namespace

const ProductOptions& ProductTable::of(const std::optional<ProductId>& product) const {
    if (!product) return others;
    const auto own = products.find(product->value());
    return own == products.end() ? others : own->second;
}

Result<void> ProductTable::add(std::string_view line) {
    const std::size_t colon = line.rfind(':');
    if (colon == std::string_view::npos) return not_understood(trim(line));
    std::string_view name = trim(line.substr(0, colon));
    if (equals_ignoring_case(name.substr(0, 3), "PR:")) name = trim(name.substr(3));
    ProductOptions* options = &others;
    if (!equals_ignoring_case(name, "all")) {
        const auto product = ProductId::from(parse_positive(name).value_or(0));
        if (!product) return not_understood(name);
        options = &products[product->value()];
    }
    for (const std::string_view word : split(line.substr(colon + 1), ',')) {
        if (auto applied = apply(trim(word), *options); !applied) return applied;
    }
    return {};
}

}  // namespace octospira::recorder
