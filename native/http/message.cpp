#include "native/http/message.hpp"

#include <ostream>  // Boost 1.81 forgets it

#include <boost/beast/http/status.hpp>

#include "core/base/text.hpp"

namespace octospira::http {

std::optional<std::string> field(const Fields& fields, std::string_view name) {
    for (const auto& [key, value] : fields) {
        if (equals_ignoring_case(key, name)) return value;
    }
    return std::nullopt;
}

std::string_view reason_phrase(int status) {
    namespace beast = boost::beast::http;
    const beast::status known = beast::int_to_status(static_cast<unsigned>(status));
    if (known == beast::status::unknown) return {};
    const auto phrase = beast::obsolete_reason(known);
    return {phrase.data(), phrase.size()};
}

}  // namespace octospira::http
