#include "native/http/message.hpp"

#include "core/base/text.hpp"

namespace octospira::http {

std::optional<std::string> field(const Fields& fields, std::string_view name) {
    for (const auto& [key, value] : fields) {
        if (equals_ignoring_case(key, name)) return value;
    }
    return std::nullopt;
}

}  // namespace octospira::http
