#include "native/simulators/spira/proxy.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "native/http/base64.hpp"
#include "native/http/client.hpp"
#include "native/simulators/spira/apps_package.hpp"
#include "native/simulators/spira/proxy_url.hpp"

namespace octospira::simulators::spira {

namespace {

/// The name in the token a text begins with, or "".
std::string_view leading_token(std::string_view text) {
    if (!text.starts_with('{')) return {};
    const auto end = text.find_first_of("{}", 1);
    if (end == std::string_view::npos || text[end] == '{') return {};
    return text.substr(1, end - 1);
}

/// Replaces `{name}`, `${name}` or both in one pass; what a value brings in is not looked at again,
/// and a token of an unknown name stays as it is (SpiraApp platform §5.3).
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

struct Outgoing {
    std::string method;
    std::string url;
    std::string body;
    http::Fields headers;
};

http::ServerResponse refused(std::string message) {
    return {502, to_text(Json{{"message", std::move(message)}})};
}

/// Whether the white list of Spira 9.3 and later lets the call out. Checked before tokens are
/// replaced, a URL that begins with the token of a URL setting is on the list by that.
bool may_call(const Switches& switches, const App& app, const std::string& given,
              const std::string& url) {
    if (!version_at_least(switches, 9, 3)) return true;
    if (!has_url_settings(app)) return switches.apps_without_url_settings;
    if (switches.white_list_check == WhiteListCheck::after)
        return url_allowed(url, white_list(app));
    const auto token = leading_token(given);
    if (token.empty()) return url_allowed(given, white_list(app));
    const Json* setting = app.definition("settings", token);
    return setting != nullptr &&
           integer_at(*setting, "settingTypeId").value_or(0) >= setting_type::kFixedUrl;
}

bool clean_header(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

std::optional<Outgoing> build(const Switches& switches, const Json& call, const Settings& values) {
    constexpr auto kPlain = HeaderTokens::plain;
    Outgoing out{text_at(call, "method"),
                 replace_tokens(text_at(call, "url"), values, kPlain),
                 replace_tokens(text_at(call, "body"), values, kPlain),
                 {}};
    const Json* headers = find(call, "headers");
    if (headers == nullptr || !headers->is_object()) return std::nullopt;
    for (auto it = headers->begin(); it != headers->end(); ++it) {
        if (!it.value().is_string()) return std::nullopt;
        std::string value = replace_tokens(it.value().get_ref<const std::string&>(), values,
                                           switches.header_tokens);
        if (!clean_header(it.key()) || !clean_header(value)) return std::nullopt;
        out.headers.emplace_back(it.key(), std::move(value));
    }
    const Json* credentials = find(call, "credentials");
    if (credentials != nullptr && credentials->is_object()) {
        const auto part = [&](std::string_view name) {
            return replace_tokens(text_at(*credentials, name), values, kPlain);
        };
        out.headers.emplace_back(
            "Authorization",
            "Basic " + http::encode_base64(part("userName") + ":" + part("password")));
    }
    const auto parts = split_url(out.url);
    const bool absolute = parts && !parts->protocol.empty();
    return absolute && clean_header(out.url) ? std::optional(std::move(out)) : std::nullopt;
}

http::ServerResponse relay(const Outgoing& out, const http::ClientOptions& options) {
    const auto client = http::create_client(options);
    const Answer answer = client->send(out.method, out.url, out.headers, out.body);
    if (answer.status == 0)
        return refused("Unable to connect to the remote server: " + answer.body + ".");
    return {200,
            to_text(Json{{"statusCode", answer.status},
                         {"statusDescription", std::string(http::reason_phrase(answer.status))},
                         {"content", answer.body}})};
}

}  // namespace

void Proxy::perform(const App& app, int product_id, const Json& call, http::Respond respond) {
    auto out = build(switches_, call, token_values(app, product_id));
    if (!out) return respond(refused("Invalid URI: the request could not be built."));
    if (!may_call(switches_, app, text_at(call, "url"), out->url)) {
        return respond(refused("The URL is not allowed by the URL settings of this SpiraApp."));
    }
    http::ClientOptions options;
    options.total_timeout = std::chrono::milliseconds(switches_.execute_rest_timeout_ms);
    options.cancelled = [this] { return ending_.load(); };
    workers_.add([this, options, out = *std::move(out), respond = std::move(respond)] {
        post_([respond, response = relay(out, options)] { respond(response); });
    });
}

}  // namespace octospira::simulators::spira
