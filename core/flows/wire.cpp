#include "core/flows/wire.hpp"

#include "core/base/text.hpp"
#include "core/octoperf/links.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kCloud = "https://api.octoperf.com";

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

std::string token(std::string_view setting, TokenForm form) {
    return concat({form == TokenForm::dollar ? "${" : "{", setting, "}"});
}

tl::unexpected<Error> bad_event(std::string message) {
    return failure(ErrorKind::invalid_input, std::move(message), "Reload the page and try again.",
                   "engine");
}

Result<Json> read_version_1(std::string_view text) {
    auto tree = parse_json(text);
    if (!tree || !tree->is_object())
        return bad_event("The page sent something the engine cannot read.");
    if (integer_at(*tree, "v") != kWireVersion) {
        return failure(ErrorKind::protocol, "The page and the engine are of different versions.",
                       "Ask an administrator to upload the SpiraApp again.", "engine");
    }
    return tree;
}

template <class Id>
std::optional<Id> id_at(const Json& object, std::string_view name) {
    const auto id = Id::from(integer_at(object, name).value_or(0));
    if (!id) return std::nullopt;
    return *id;
}

/// Whether this page is shown the system settings at all: one that is never empty tells.
bool sees_system_settings(const Json& settings) {
    return find(settings, kOctoPerfUrlSetting) != nullptr ||
           find(settings, kOctoPerfCloudUrlSetting) != nullptr;
}

/// The OctoPerf URL where the page sees it, else empty. Placeholders are not defaults, so the
/// default stands here.
Result<std::string> octoperf_url(const Json& settings) {
    for (const std::string_view name : {kOctoPerfUrlSetting, kOctoPerfCloudUrlSetting}) {
        const std::string value = text_at(settings, name);
        if (!trim(value).empty()) return octoperf::normalise_base_url(value);
    }
    return std::string(sees_system_settings(settings) ? kCloud : "");
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
    return memory == Memory::ledger ? "ledger" : "hint";
}

Json error_to_json(const Error& error) {
    return object({{"kind", std::string(to_string(error.kind))},
                   {"message", error.message},
                   {"advice", error.advice},
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
    } else if (value.is_object()) {
        for (const std::string_view name :
             {"status", "statusCode", "message", "Message", "ExceptionMessage", "responseText"}) {
            if (const Json* member = find(value, name)) collect_failure(*member, answer);
        }
    }
}

Answer read_failure(const Json& tree) {
    Answer answer;
    if (const Json* arguments = array_at(tree, "value")) {
        for (const Json& argument : *arguments) collect_failure(argument, answer);
    }
    return answer;
}

/// executeApi gives Spira's answer already parsed, and nothing for an empty one.
Answer read_spira_answer(const Json& tree) {
    const Json* value = find(tree, "value");
    if (value == nullptr || value->is_null()) return {200, ""};
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

Result<OpenedEvent> read_event(std::string_view text) {
    const auto tree = read_version_1(text);
    if (!tree) return tl::unexpected(tree.error());
    if (text_at(*tree, "event") != "launch")
        return bad_event("The page asked for something this engine does not know.");
    static const Json kNothing = Json::object();
    const Json* page = find(*tree, "page");
    const Json* given = find(*tree, "settings");
    const Json& settings = given != nullptr ? *given : kNothing;
    if (page == nullptr) return bad_event("The page did not say where it is.");
    const auto product = id_at<ProductId>(*page, "productId");
    const auto test_case = id_at<TestCaseId>(*page, "testCaseId");
    if (!product || !test_case) {
        return failure(ErrorKind::invalid_input, "This test case has no number yet.",
                       "Save it first, then start its scenario.", "engine");
    }
    const auto url = octoperf_url(settings);
    if (!url) return tl::unexpected(url.error());

    std::string recorder_url(trim(text_at(settings, kRecorderUrlSetting)));
    while (recorder_url.ends_with('/')) recorder_url.pop_back();
    LaunchRequest launch{*product, *test_case};
    launch.product_template = id_at<TemplateId>(*page, "templateId");
    launch.release = id_at<ReleaseId>(*page, "releaseId");
    launch.user = integer_at(*page, "userId");
    launch.now = integer_at(*tree, "now").value_or(0);
    // A page that cannot tell leaves it to Spira, which refuses the change where the right is
    // missing.
    launch.may_modify_test_case = bool_at(*page, "canModifyTestCase").value_or(true);
    launch.unsaved_changes = bool_at(*page, "unsavedChanges");
    launch.octoperf_url = *url;
    launch.recorder = !recorder_url.empty();
    Addresses addresses{url->empty() ? token(kOctoPerfUrlSetting, TokenForm::plain) : *url,
                        recorder_url};
    return OpenedEvent{std::move(launch), std::move(addresses)};
}

Json command_to_json(const Command& command, const Addresses& addresses) {
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
                    "octoperf", call.request, addresses.octoperf,
                    object({{"Authorization",
                             concat({"Bearer ", token(kApiKeySetting, call.token_form)})}}));
            },
            [&](const RecorderCall& call) {
                return rest_call("recorder", call.request, addresses.recorder,
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
                return object({{"command", "confirm"}, {"text", confirm.text}});
            },
            [](const Sleep& sleep) {
                return object({{"command", "sleep"}, {"ms", sleep.milliseconds}});
            },
            [](const Remember& remember) {
                return object({{"command", "remember"},
                               {"memory", std::string(name_of(remember.memory))},
                               {"key", remember.key},
                               {"value", remember.value ? Json(*remember.value) : Json(nullptr)}});
            },
            [](const Recall& recall) {
                return object({{"command", "recall"},
                               {"memory", std::string(name_of(recall.memory))},
                               {"key", recall.key}});
            },
            [](const ReloadForm&) {
                return object({{"command", "reloadForm"}});
            },
            [](const Done& end) {
                return object({{"command", "done"},
                               {"outcome", end.outcome},
                               {"error", end.error ? error_to_json(*end.error) : Json(nullptr)},
                               {"details", end.details}});
            }},
        command);
}

Result<ReadReply> read_envelope(std::string_view text) {
    auto tree = read_version_1(text);
    if (!tree) return tl::unexpected(tree.error());
    const auto flow = integer_at(*tree, "flow");
    if (!flow || *flow < 1 || *flow > UINT32_MAX)
        return bad_event("The reply does not name its conversation.");
    return ReadReply{static_cast<std::uint32_t>(*flow), std::move(*tree)};
}

Reply read_reply(const Json& tree, const Command& answers) {
    const std::string kind = text_at(tree, "reply");
    if (kind == "failed") return read_failure(tree);
    if (kind == "confirmed") return Confirmed{bool_at(tree, "value").value_or(false)};
    if (kind == "recalled") return Recalled{string_at(tree, "value")};
    if (kind != "answer") return Ack{};
    if (std::holds_alternative<SpiraCall>(answers)) return read_spira_answer(tree);
    return read_rest_answer(tree);
}

}  // namespace octospira::flows
