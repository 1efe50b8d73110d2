#include "core/spira/errors.hpp"

#include "core/base/not_reached.hpp"
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

/// What an error body says, and whether it has one of the forms of Spira's API.
struct Said {
    std::string text;
    bool by_spira = false;
};

/// Gateways answer in JSON, too: {"message": …} with a small m is theirs.
bool has_member_of_spira(const Json& json) {
    if (!json.is_object()) return false;
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (it.key() == "Message") return true;
        for (const std::string_view name : {"Messages", "Summary", "ExceptionMessage"}) {
            if (equals_ignoring_case(it.key(), name)) return true;
        }
    }
    return false;
}

Said from_json(const Json& json) {
    if (json.is_string()) return {json.get_ref<const std::string&>(), true};
    Said said{"", has_member_of_spira(json)};
    collect_messages(json, said.text);
    if (!said.text.empty() || !json.is_object()) return said;
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (equals_ignoring_case(it.key(), "Summary") && it.value().is_string()) {
            add_sentence(said.text, it.value().get_ref<const std::string&>());
        }
    }
    return said;
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

/// Without quotes or markup only what is documented counts: gateways answer in plain text, too.
/// The second half is what Newtonsoft, which reads the requests, says of a body it cannot use.
bool is_plain_text_of_spira(std::string_view text) {
    for (const std::string_view begin :
         {"Access Denied", "You need to be a Product Administrator", "Unable to locate requested",
          "An error occurred while updating an entry", "Cannot deserialize the current JSON",
          "Error converting value", "Could not convert ", "Error reading ",
          "Unexpected character encountered while parsing", "Required property "}) {
        if (text.starts_with(begin)) return true;
    }
    return false;
}

Said extract(std::string_view body) {
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    body = trim(body);
    if (body.starts_with('"') || body.starts_with('{') || body.starts_with('[')) {
        if (const auto json = parse_json(body)) return from_json(*json);
        return {std::string(body)};
    }
    if (!body.starts_with('<')) return {std::string(body), is_plain_text_of_spira(body)};
    if (std::string text = from_wcf_page(body); !text.empty()) return {text, true};
    const bool list = body.find("<Messages>") != std::string_view::npos;
    if (std::string text = from_xml_messages(body); !text.empty()) return {text, list};
    return {strip_tags(body), body.find("<string") != std::string_view::npos};
}

std::string shown(std::string_view text) {
    return std::string(cut_utf8(collapse_blanks(redact(text)), kShownLimit));
}

/// Whether an answer that is not 2xx is Spira's word. Nothing at all is taken for it only where the
/// status says enough.
bool is_word_of_spira(const Answer& answer, const Said& said) {
    switch (answer.from) {
        case AnswerFrom::platform:
            return said.by_spira || !trim(answer.body).starts_with('<');
        case AnswerFrom::unknown:
        case AnswerFrom::behind_proxy:
            break;
        default:
            return false;
    }
    const int status = answer.status;
    if (status < 400) return false;
    if (!trim(answer.body).empty()) return said.by_spira;
    return status == 401 || status == 403 || status == 409 || status == 500;
}

/// What browsers say, in place of Spira, where a call did not get through.
bool is_word_of_browser(std::string_view text) {
    return text == "error" ||
           has_one_of(text, {"fetch", "network", "load failed", "timeout", "timed out"});
}

ErrorKind classify(int status, std::string_view text) {
    if (contains_ignoring_case(text, "access denied")) return ErrorKind::unauthorized;
    if (status == 0 && has_one_of(text, {"unauthorized", "authenticat"}))
        return ErrorKind::unauthorized;
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
    return shown(extract(cut_utf8(body, kReadLimit)).text);
}

Error error_of(const Answer& answer, std::string_view origin) {
    const std::string_view body = cut_utf8(answer.body, kReadLimit);
    if (answer.ok()) {
        if (!body.empty() && !parse_json(answer.body)) return not_reached("Spira", answer, origin);
        return {ErrorKind::protocol, texts::spira_shape, texts::spira_address_advice, origin};
    }
    const Said said = extract(body);
    const bool decided = passing_trouble(answer.status);
    const bool silent = answer.status == 0 && answer.from != AnswerFrom::platform;
    const bool by_spira = is_word_of_spira(answer, said);
    if (!silent && !by_spira && (!decided || (!said.text.empty() && answer.status != 500)))
        return not_reached("Spira", answer, origin);
    const std::string text = shown(said.text);
    const ErrorKind kind =
        decided || silent ? kind_of_status(answer.status) : classify(answer.status, text);
    // Spira's page tells of a refusal in words without a status, and of an ended session in none.
    const bool unnumbered = answer.status == 0 && answer.from == AnswerFrom::platform;
    const bool refused = unnumbered && !text.empty() && !is_word_of_browser(text);
    const Text& message = answer.status >= 500            ? texts::spira_failed
                          : answer.status != 0 || refused ? texts::spira_refused
                                                          : texts::spira_silent;
    ErrorKind advised = kind;
    if (refused && kind == ErrorKind::unavailable) advised = ErrorKind::rejected;
    if (unnumbered && text.empty()) advised = ErrorKind::unauthorized;
    Error error{kind, phrase(message, {status_and_words(answer.status, text)}), advice_for(advised),
                std::string(origin)};
    error.status = answer.status;
    error.foreign = !by_spira && of_gateways(answer.status);
    return error;
}

bool is_spiras_word(const Answer& answer) {
    return is_word_of_spira(answer, extract(cut_utf8(answer.body, kReadLimit)));
}

Result<Json> json_of(const Answer& answer, std::string_view origin) {
    if (!answer.ok()) return tl::unexpected(error_of(answer, origin));
    auto json = parse_json(answer.body);
    if (!json) return tl::unexpected(not_reached("Spira", answer, origin));
    return json;
}

Result<Json> rows_of(const Answer& answer, std::string_view origin) {
    auto json = json_of(answer, origin);
    if (json && !json->is_array()) return tl::unexpected(error_of({answer.status, ""}, origin));
    return json;
}

}  // namespace octospira::spira
