#include "native/simulators/spira/proxy_tokens.hpp"

namespace octospira::simulators::spira {

std::string replace_tokens(std::string_view text, const Settings& values, HeaderTokens form) {
    std::string out;
    while (!text.empty()) {
        const bool dollar = text.starts_with("${") && form != HeaderTokens::plain;
        const bool plain = text.starts_with('{') && form != HeaderTokens::dollar;
        if (dollar || plain) {
            const std::string_view name = leading_token(text.substr(dollar ? 1 : 0));
            const auto value = values.find(std::string(name));
            if (!name.empty() && value != values.end()) {
                out += value->second;
                text.remove_prefix(name.size() + (dollar ? 3 : 2));
                continue;
            }
        }
        out += text.front();
        text.remove_prefix(1);
    }
    return out;
}

std::string_view leading_token(std::string_view text) {
    if (!text.starts_with('{')) return {};
    const auto end = text.find_first_of("{}", 1);
    if (end == std::string_view::npos || text[end] == '{') return {};
    return text.substr(1, end - 1);
}

}  // namespace octospira::simulators::spira
