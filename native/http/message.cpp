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

Fields parse_query(std::string_view query, Plus plus) {
    const auto decoded = [plus](std::string_view text) {
        return percent_decode(plus == Plus::blank ? replace_all(text, "+", " ")
                                                  : std::string(text));
    };
    Fields fields;
    for (const std::string_view part : split(query, '&')) {
        if (part.empty()) continue;
        const std::size_t equals = part.find('=');
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
        fields.emplace_back(decoded(part.substr(0, equals)), decoded(value));
    }
    return fields;
}

std::optional<std::string_view> RequestView::header(std::string_view name) const {
    for (const HeaderView& header : headers) {
        if (header.name.size() == name.size() && equals_ignoring_case(header.name, name))
            return header.value;
    }
    return std::nullopt;
}

ServerRequest to_request(const RequestView& view) {
    ServerRequest request;
    request.method = view.method;
    request.path = view.path;
    request.query = parse_query(view.query);
    request.headers.reserve(view.headers.size());
    for (const auto& [name, value] : view.headers) request.headers.emplace_back(name, value);
    request.body = view.body;
    request.peer = view.peer;
    return request;
}

}  // namespace octospira::http
