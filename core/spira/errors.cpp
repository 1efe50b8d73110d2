#include "core/spira/errors.hpp"

#include "core/base/text.hpp"
#include "core/texts/texts.hpp"

namespace octospira::spira {

namespace {

constexpr std::size_t kReadLimit = 64 * 1024;
constexpr std::size_t kShownLimit = 500;

void add_sentence(std::string& text, std::string_view sentence) {
    sentence = trim(sentence);
    if (sentence.empty() || text.find(sentence) != std::string::npos) return;
    if (!text.empty()) text += ' ';
    text += sentence;
}

/// Every string named Message (in any case) below `value`, with its FieldName where one stands
/// beside it. The depth is bounded by parse_json.
void collect_messages(const Json& value, std::string& text) {
    if (value.is_array()) {
        for (const Json& element : value) collect_messages(element, text);
    }
    if (!value.is_object()) return;
    std::string field;
    for (auto it = value.begin(); it != value.end(); ++it) {
        if (equals_ignoring_case(it.key(), "FieldName") && it.value().is_string()) {
            field = it.value().get_ref<const std::string&>();
        }
    }
    for (auto it = value.begin(); it != value.end(); ++it) {
        const bool named = equals_ignoring_case(it.key(), "Message") ||
                           equals_ignoring_case(it.key(), "ExceptionMessage");
        if (named && it.value().is_string()) {
            const std::string& message = it.value().get_ref<const std::string&>();
            add_sentence(text, field.empty() ? message : concat({field, ": ", message}));
        } else {
            collect_messages(it.value(), text);
        }
    }
}

std::string from_json(const Json& json) {
    if (json.is_string()) return json.get_ref<const std::string&>();
    std::string text;
    collect_messages(json, text);
    if (!text.empty() || !json.is_object()) return text;
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (equals_ignoring_case(it.key(), "Summary") && it.value().is_string()) {
            add_sentence(text, it.value().get_ref<const std::string&>());
        }
    }
    return text;
}

/// The contents of every <Message> element.
std::string from_xml_messages(std::string_view xml) {
    std::string text;
    for (std::size_t at = 0;;) {
        const std::size_t open = xml.find("<Message>", at);
        if (open == std::string_view::npos) return text;
        const std::size_t begin = open + std::string_view("<Message>").size();
        const std::size_t end = xml.find("</Message>", begin);
        if (end == std::string_view::npos) return text;
        add_sentence(text, strip_tags(xml.substr(begin, end - begin)));
        at = end;
    }
}

std::string from_wcf_page(std::string_view html) {
    static constexpr std::string_view kLead = "exception message is";
    const std::size_t lead = html.find(kLead);
    if (lead == std::string_view::npos) return {};
    const std::string text = strip_tags(html.substr(lead + kLead.size()));
    const std::size_t open = text.find('\'');
    if (open == std::string::npos) return {};
    // The message may hold quotes itself: the last one before the page's next sentence ends it.
    std::size_t close = text.find("'. ", open + 1);
    if (close == std::string::npos) close = text.rfind('\'');
    return close > open ? text.substr(open + 1, close - open - 1) : std::string();
}

std::string extract(std::string_view body) {
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    body = trim(body);
    if (body.starts_with('"') || body.starts_with('{') || body.starts_with('[')) {
        if (const auto json = parse_json(body)) return from_json(*json);
        return std::string(body);
    }
    if (!body.starts_with('<')) return std::string(body);
    if (std::string text = from_wcf_page(body); !text.empty()) return text;
    if (std::string text = from_xml_messages(body); !text.empty()) return text;
    return strip_tags(body);
}

ErrorKind classify(int status, std::string_view text) {
    if (contains_ignoring_case(text, "access denied")) return ErrorKind::unauthorized;
    if (contains_ignoring_case(text, "need to be a product administrator") ||
        contains_ignoring_case(text, "not authorized")) {
        return ErrorKind::forbidden;
    }
    if (contains_ignoring_case(text, "unable to locate")) return ErrorKind::not_found;
    if (contains_ignoring_case(text, "updating an entry") ||
        equals_ignoring_case(text, "conflict")) {
        return ErrorKind::conflict;
    }
    return kind_of_status(status);
}

const Text& advice_for(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::unauthorized:
            return texts::spira_access_advice;
        case ErrorKind::forbidden:
            return texts::spira_forbidden_advice;
        case ErrorKind::not_found:
            return texts::spira_not_found_advice;
        case ErrorKind::conflict:
            return texts::spira_conflict_advice;
        case ErrorKind::rate_limited:
        case ErrorKind::unavailable:
            return texts::spira_later_advice;
        case ErrorKind::protocol:
            return texts::spira_address_advice;
        default:
            return texts::spira_correct_advice;
    }
}

}  // namespace

std::string error_text(std::string_view body) {
    const std::string text = collapse_blanks(redact(extract(cut_utf8(body, kReadLimit))));
    return std::string(cut_utf8(text, kShownLimit));
}

Error error_of(const Answer& answer, std::string_view origin) {
    const std::string text = error_text(answer.body);
    const ErrorKind kind = classify(answer.status, text);
    Error error{kind, texts::spira_page, advice_for(kind), origin};
    if (answer.ok()) return error;
    const std::string status =
        answer.status == 0 ? "" : concat({" (HTTP ", std::to_string(answer.status), ")"});
    const std::string what =
        concat({status, text.empty() ? "" : ": ", text, text.ends_with('.') ? "" : "."});
    const bool server = answer.status >= 500;
    error.message = phrase(answer.status == 0 ? texts::spira_silent
                           : server           ? texts::spira_failed
                                              : texts::spira_refused,
                           {what});
    return error;
}

Result<Json> json_of(const Answer& answer, std::string_view origin) {
    if (!answer.ok()) return tl::unexpected(error_of(answer, origin));
    auto json = parse_json(answer.body);
    if (!json) return tl::unexpected(error_of({answer.status, ""}, origin));
    return json;
}

Result<Json> rows_of(const Answer& answer, std::string_view origin) {
    auto json = json_of(answer, origin);
    if (json && !json->is_array()) return tl::unexpected(error_of({answer.status, ""}, origin));
    return json;
}

}  // namespace octospira::spira
