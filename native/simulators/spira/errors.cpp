// The statuses and body shapes of REST §4.
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
    Json messages = Json::array();
    for (const FieldTrouble& each : trouble.fields) {
        messages.push_back(Json{{"FieldName", each.field}, {"Message", each.message}});
    }
    if (messages.empty()) {
        messages.push_back(Json{{"FieldName", nullptr}, {"Message", trouble.text}});
    }
    return to_text(Json{{"Messages", messages}, {"Summary", trouble.text}});
}

std::string xml_list(const Trouble& trouble) {
    std::string out = "<ValidationFaultMessage><Messages>";
    if (trouble.fields.empty()) {
        out += "<Item><FieldName/><Message>" + escaped(trouble.text) + "</Message></Item>";
    }
    for (const FieldTrouble& each : trouble.fields) {
        out += "<Item><FieldName>" + escaped(each.field) + "</FieldName><Message>" +
               escaped(each.message) + "</Message></Item>";
    }
    return out + "</Messages><Summary>" + escaped(trouble.text) +
           "</Summary></ValidationFaultMessage>";
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

int status_of(TroubleKind kind, bool proper) {
    switch (kind) {
        case TroubleKind::conflict:
            return 409;
        case TroubleKind::not_acceptable:
            return 406;
        case TroubleKind::unsupported:
            return 415;
        case TroubleKind::wrong_verb:
            return 405;
        case TroubleKind::not_authenticated:
            return proper ? 401 : 404;
        case TroubleKind::forbidden:
            return proper ? 403 : 404;
        case TroubleKind::validation:
        case TroubleKind::malformed:
            return proper ? 400 : 404;
        case TroubleKind::updating:
        case TroubleKind::not_found:
        case TroubleKind::no_endpoint:
            break;
    }
    return 404;
}

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

tl::unexpected<Trouble> invalid(std::string field, std::string message) {
    Trouble made{TroubleKind::validation, field + ": " + message, {}};
    made.fields.push_back({std::move(field), std::move(message)});
    return tl::unexpected<Trouble>(std::move(made));
}

http::ServerResponse to_response(const Trouble& trouble, const Switches& switches) {
    const int status = status_of(trouble.kind, switches.error_status == ErrorStatus::proper);
    switch (trouble.kind) {
        // These come from below the service, so the switch does not reach them.
        case TroubleKind::malformed:
            return shaped(status, trouble, ErrorBody::plain);
        case TroubleKind::unsupported:
        case TroubleKind::no_endpoint:
            return shaped(status, trouble, ErrorBody::wcf_html);
        case TroubleKind::wrong_verb:
            return shaped(status, trouble, ErrorBody::plain);
        default:
            return shaped(status, trouble, switches.error_body);
    }
}

}  // namespace octospira::simulators::spira
