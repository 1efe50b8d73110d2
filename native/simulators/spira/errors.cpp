// The statuses and body shapes of REST §4.
#include <cstddef>
#include <optional>

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "native/simulators/spira/trouble.hpp"

namespace octospira::simulators::spira {

namespace {

std::string escaped(std::string_view text) {
    std::string out = replace_all(text, "&", "&amp;");
    out = replace_all(out, "<", "&lt;");
    return replace_all(out, ">", "&gt;");
}

std::string wcf_page(std::string_view text) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<html><head><title>Request "
           "Error</title></head>"
           "<body><div id=\"content\"><p class=\"heading1\">Request Error</p>"
           "<p>The server encountered an error processing the request. The exception message is '" +
           escaped(text) + "'. See server logs for more details.</p></div></body></html>";
}

std::string json_object(const Trouble& trouble) {
    const Json field = trouble.field.empty() ? Json() : Json(trouble.field);
    const Json message{{"FieldName", field}, {"Message", trouble.message()}};
    return to_text(Json{{"Messages", Json::array({message})}, {"Summary", trouble.text}});
}

std::string xml_list(const Trouble& trouble) {
    const std::string field = trouble.field.empty()
                                  ? "<FieldName/>"
                                  : "<FieldName>" + escaped(trouble.field) + "</FieldName>";
    return "<ValidationFaultMessage><Messages><Item>" + field + "<Message>" +
           escaped(trouble.message()) + "</Message></Item></Messages><Summary>" +
           escaped(trouble.text) + "</Summary></ValidationFaultMessage>";
}

http::ServerResponse shaped(int status, const Trouble& trouble, ErrorBody shape) {
    switch (shape) {
        case ErrorBody::json_string:
            return {status, to_text(Json(trouble.text))};
        case ErrorBody::json_object:
            return {status, json_object(trouble)};
        case ErrorBody::xml_string:
            return {status,
                    "<string xmlns=\"http://schemas.microsoft.com/2003/10/Serialization/\">" +
                        escaped(trouble.text) + "</string>",
                    "application/xml; charset=utf-8"};
        case ErrorBody::xml_list:
            return {status, xml_list(trouble), "application/xml; charset=utf-8"};
        case ErrorBody::wcf_html:
            return {status, wcf_page(trouble.text), "text/html"};
        case ErrorBody::plain:
            return {status, trouble.text, "text/plain"};
        case ErrorBody::empty:
            break;
    }
    return {status, "", "text/plain"};
}

/// What a trouble is answered with, in the order of TroubleKind.
struct Look {
    int status;
    int proper;  ///< the status where the switch errorStatus is proper
    std::optional<ErrorBody> own =
        {};  ///< what comes from below the service: the switch is not asked
};

constexpr Look kLooks[] = {
    {404, 401},                       // not_authenticated
    {404, 403},                       // forbidden
    {404, 404},                       // not_found
    {404, 400},                       // validation
    {404, 404},                       // updating
    {409, 409},                       // conflict
    {404, 400, ErrorBody::plain},     // malformed
    {406, 406},                       // not_acceptable
    {415, 415, ErrorBody::wcf_html},  // unsupported
    {405, 405, ErrorBody::plain},     // wrong_verb
    {404, 404, ErrorBody::wcf_html},  // no_endpoint
};

}  // namespace

tl::unexpected<Trouble> access_denied() {
    return trouble(TroubleKind::forbidden, "Access Denied");
}

tl::unexpected<Trouble> unable_to_locate() {
    return trouble(TroubleKind::not_found, "Unable to locate requested artifact");
}

tl::unexpected<Trouble> conflict() {
    return trouble(TroubleKind::conflict, "Conflict");
}

tl::unexpected<Trouble> invalid(std::string field, const std::string& message) {
    std::string text = field + ": " + message;
    return tl::unexpected<Trouble>({TroubleKind::validation, std::move(text), std::move(field)});
}

http::ServerResponse to_response(const Trouble& trouble, const Switches& switches) {
    const Look& look = kLooks[static_cast<std::size_t>(trouble.kind)];
    const bool proper = switches.error_status == ErrorStatus::proper;
    return shaped(proper ? look.proper : look.status, trouble,
                  look.own.value_or(switches.error_body));
}

}  // namespace octospira::simulators::spira
