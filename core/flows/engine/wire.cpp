#include "core/flows/engine/wire.hpp"

#include "core/base/text.hpp"
#include "core/texts/texts.hpp"

namespace octospira::flows {

namespace {

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

std::string token(std::string_view setting, TokenForm form) {
    return concat({form == TokenForm::dollar ? "${" : "{", setting, "}"});
}

/// JSON for a body in which Spira's server replaces tokens: no text value may look like one.
std::string body_text(const Json& body) {
    std::string result;
    bool in_string = false;
    const std::string text = to_text(body);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string && c == '\\') {
            result += c;
            result += text[++i];
            continue;
        }
        if (c == '"') in_string = !in_string;
        if (in_string && c == '{')
            result += "\\u007b";
        else if (in_string && c == '}')
            result += "\\u007d";
        else
            result += c;
    }
    return result;
}

Json rest_call(std::string_view command, const Request& request, const std::string& url,
               Json headers) {
    headers["Accept"] = "*/*";
    if (request.body) headers["Content-Type"] = "application/json; charset=utf-8";
    return object({{"command", std::string(command)},
                   {"method", std::string(to_string(request.method))},
                   {"url", url},
                   {"path", request.path},
                   {"body", request.body ? Json(body_text(*request.body)) : Json(nullptr)},
                   {"headers", std::move(headers)}});
}

std::string_view name_of(Severity severity) {
    switch (severity) {
        case Severity::success:
            return "success";
        case Severity::warning:
            return "warning";
        case Severity::error:
            return "error";
    }
    return "error";
}

std::string_view name_of(Memory memory) {
    if (memory == Memory::lock) return "lock";
    return memory == Memory::ledger ? "ledger" : "hint";
}

Json error_to_json(const Error& error, Language language) {
    return object({{"kind", std::string(to_string(error.kind))},
                   {"message", error.message.in(language)},
                   {"advice", error.advice.in(language)},
                   {"origin", error.origin}});
}

/// Every sentence and the first status in the arguments of a failure callback, whichever shapes
/// they have (SpiraApp platform §11, 12).
void collect_failure(const Json& value, Answer& answer) {
    if (value.is_string()) {
        const std::string& text = value.get_ref<const std::string&>();
        const auto inner = trim(text).starts_with('{') ? parse_json(text) : tl::unexpected(Error{});
        if (inner) return collect_failure(*inner, answer);
        if (text.empty() || answer.body.find(text) != std::string::npos) return;
        answer.body += concat({answer.body.empty() ? "" : " ", text});
    } else if (value.is_number_integer()) {
        const auto status = value.get<std::int64_t>();
        if (answer.status == 0 && status >= 400 && status < 600)
            answer.status = static_cast<int>(status);
    } else if (value.is_array()) {
        for (const Json& element : value) collect_failure(element, answer);
    } else if (value.is_object()) {
        for (const std::string_view name :
             {"status", "statusCode", "message", "Messages", "FieldName", "Message",
              "ExceptionMessage", "responseText"}) {
            if (const Json* member = find(value, name)) collect_failure(*member, answer);
        }
    }
}

Answer read_failure(const Json& tree) {
    Answer answer;
    answer.from = AnswerFrom::platform;
    if (const Json* arguments = array_at(tree, "value")) {
        for (const Json& argument : *arguments) collect_failure(argument, answer);
        for (const Json& argument : *arguments) {
            if (answer.body.empty()) answer.body = text_at(argument, "statusText");
        }
    }
    return answer;
}

Json text_or_null(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json(nullptr);
}

Json choose_to_json(const Choose& choose) {
    Json entries = Json::array();
    for (const std::string& entry : choose.entries) entries.push_back(entry);
    return object({{"command", "choose"},
                   {"title", choose.title},
                   {"text", choose.text},
                   {"button", choose.button},
                   {"cancel", choose.cancel},
                   {"back", text_or_null(choose.back)},
                   {"entries", std::move(entries)},
                   {"selected", choose.selected ? Json(*choose.selected) : Json(nullptr)}});
}

Json several_to_json(const StartAll& several, const Context& context) {
    Json start = Json::array();
    for (const Started& begun : several.start) {
        start.push_back(
            object({{"id", begun.id}, {"of", command_to_json(begun.command, context)}}));
    }
    return object({{"command", "startAll"}, {"start", std::move(start)}});
}

Chosen read_chosen(const Json& tree) {
    const auto index = integer_at(tree, "value");
    if (!index) return {};
    if (*index < 0) return {Chosen::How::back};
    return {Chosen::How::entry, static_cast<std::size_t>(*index)};
}

DialogEvent read_heard(const Json& tree) {
    DialogEvent heard;
    const std::string what = text_at(tree, "value");
    if (what == "elapsed") heard.what = DialogEvent::What::elapsed;
    if (what == "pressed") heard.what = DialogEvent::What::pressed;
    heard.button = text_at(tree, "button");
    heard.now = integer_at(tree, "now").value_or(0);
    return heard;
}

/// executeApi gives Spira's answer already parsed, and nothing for an empty one. What it could not
/// parse comes as text: a sign-in page, for one.
Answer read_spira_answer(const Json& tree) {
    const Json* value = find(tree, "value");
    if (value == nullptr || value->is_null()) return {200, ""};
    const std::string text = text_at(tree, "value");
    if (trim(text).starts_with('<')) return {200, text};
    return {200, to_text(*value)};
}

/// executeRest gives {statusCode, statusDescription, content} for any HTTP status.
Answer read_rest_answer(const Json& tree) {
    const Json* value = find(tree, "value");
    if (value == nullptr) return {};
    Answer answer;
    answer.status = static_cast<int>(integer_at(*value, "statusCode").value_or(0));
    answer.body = text_at(*value, "content");
    if (answer.status == 0 && answer.body.empty())
        answer.body = text_at(*value, "statusDescription");
    return answer;
}

}  // namespace

Context context_of(const PageEvent& event) {
    const auto or_token = [](const std::string& url, std::string_view setting) {
        return url.empty() ? token(setting, TokenForm::plain) : url;
    };
    return {or_token(event.octoperf_url, kOctoPerfUrlSetting),
            or_token(event.recorder_url, kRecorderUrlSetting), event.language};
}

Result<Json> read_message(std::string_view text) {
    auto tree = parse_json(text);
    if (!tree || !tree->is_object()) {
        return failure(ErrorKind::invalid_input, texts::page_unreadable, texts::page_reload,
                       "engine");
    }
    if (integer_at(*tree, "v") != kWireVersion) {
        return failure(ErrorKind::protocol, texts::page_version, texts::page_upload_again,
                       "engine");
    }
    return tree;
}

Json command_to_json(const Command& command, const Context& context) {
    return std::visit(
        Overloaded{
            [](const SpiraCall& call) {
                return object(
                    {{"command", "spira"},
                     {"method", std::string(to_string(call.request.method))},
                     {"path", call.request.path},
                     {"body", call.request.body.value_or(nullptr)},
                     {"bodyForm", call.body_form == BodyForm::object ? "object" : "text"}});
            },
            [&](const OctoPerfCall& call) {
                return rest_call(
                    "octoperf", call.request, context.octoperf,
                    object({{"Authorization",
                             concat({"Bearer ", token(kApiKeySetting, call.token_form)})}}));
            },
            [&](const RecorderCall& call) {
                return rest_call("recorder", call.request, context.recorder,
                                 object({{"X-OctoSpira-Secret",
                                          token(kRecorderSecretSetting, call.token_form)}}));
            },
            [](const Notify& notify) {
                Json link;
                if (notify.link)
                    link = object({{"label", notify.link->label}, {"url", notify.link->url}});
                return object({{"command", "notify"},
                               {"severity", std::string(name_of(notify.severity))},
                               {"text", notify.text},
                               {"link", std::move(link)}});
            },
            [](const Confirm& confirm) {
                return object(
                    {{"command", "confirm"}, {"text", confirm.text}, {"yes", confirm.yes}});
            },
            [](const Choose& choose) { return choose_to_json(choose); },
            [](const Show& show) {
                return object({{"command", "show"}, {"view", show.view}});
            },
            [](const WaitForDialog& listen) {
                return object(
                    {{"command", "listen"},
                     {"ms", listen.milliseconds ? Json(*listen.milliseconds) : Json(nullptr)}});
            },
            [&](const StartAll& several) { return several_to_json(several, context); },
            [](const Sleep& sleep) {
                return object({{"command", "sleep"}, {"ms", sleep.milliseconds}});
            },
            [](const Remember& remember) {
                return object({{"command", "remember"},
                               {"memory", std::string(name_of(remember.memory))},
                               {"key", remember.key},
                               {"value", text_or_null(remember.value)}});
            },
            [](const Recall& recall) {
                return object({{"command", "recall"},
                               {"memory", std::string(name_of(recall.memory))},
                               {"key", recall.key}});
            },
            [](const ReloadForm&) {
                return object({{"command", "reloadForm"}});
            },
            [&](const Done& end) {
                return object({{"command", "done"},
                               {"outcome", end.outcome},
                               {"error", end.error ? error_to_json(*end.error, context.language)
                                                   : Json(nullptr)},
                               {"details", end.details}});
            }},
        command);
}

Reply read_reply(const Json& tree) {
    const std::string kind = text_at(tree, "reply");
    if (kind == "spira") return read_spira_answer(tree);
    if (kind == "rest") return read_rest_answer(tree);
    if (kind == "failed") return read_failure(tree);
    if (kind == "confirmed") return Confirmed{bool_at(tree, "value").value_or(false)};
    if (kind == "chosen") return read_chosen(tree);
    if (kind == "dialog") return read_heard(tree);
    if (kind == "recalled") return Recalled{string_at(tree, "value")};
    if (kind == "completed") {
        const Json* of = find(tree, "value");
        // A reply inside a reply inside a reply is nothing a page sends.
        const bool plain = of != nullptr && text_at(*of, "reply") != "completed";
        return Completed{static_cast<int>(integer_at(tree, "id").value_or(0)),
                         make<BoxedReply>(plain ? read_reply(*of) : Reply(Ack{}))};
    }
    return Ack{};
}

}  // namespace octospira::flows
