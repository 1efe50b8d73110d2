#include "core/base/ids.hpp"

namespace octospira {

namespace {

constexpr std::size_t kLongest = 64;

Error wrong(std::string_view name, std::string_view what, std::string_view advice = {}) {
    return {ErrorKind::invalid_input, concat({"The ", name, what}), advice, ""};
}

bool id_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

}  // namespace

Error not_positive(std::string_view name) {
    return wrong(name, " is not a positive number.");
}

std::optional<Error> why_no_id(std::string_view name, std::string_view text) {
    if (text.empty()) return wrong(name, " is empty.");
    if (looks_like_uuid(text)) {
        return wrong(name, " looks like an API key, not like an id.",
                     "Replace it. If it is a real key, revoke it.");
    }
    if (text.size() > kLongest) return wrong(name, " is too long.");
    for (const char c : text) {
        if (!id_letter(c)) return wrong(name, " contains characters that OctoPerf ids never have.");
    }
    return std::nullopt;
}

}  // namespace octospira
