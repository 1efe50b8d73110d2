#include "native/simulators/spira/ui.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "native/simulators/spira/ui_context.hpp"

namespace octospira::simulators::spira {

/// Of octospira_embed: the files of pages/, null data for an unknown one.
std::string_view asset(std::string_view name);

namespace {

constexpr std::string_view kPages = "/_page/";
constexpr std::string_view kAssets = "/_page/asset/";
constexpr std::string_view kTheme = "/_page/theme/Images/";
constexpr std::string_view kControlApps = "/_simulator/apps";

std::string_view content_type(std::string_view name) {
    if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    return "image/svg+xml";
}

http::ServerResponse file(std::string_view name) {
    const auto bytes = asset(name);
    if (bytes.data() == nullptr) return {404, "There is no such file.", "text/plain"};
    return {
        200, std::string(bytes), std::string(content_type(name)), {{"Cache-Control", "no-cache"}}};
}

/// The page: styles, the context as JSON that cannot end its own element, the script.
std::string document(const std::string& base, const Json& context, std::string_view theme) {
    std::string html = R"(<!DOCTYPE html>
<html lang="en" data-theme="{theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Spira simulator</title>
<link rel="icon" href="{assets}favicon.svg">
<link rel="stylesheet" href="{assets}spira.css">
<link rel="stylesheet" href="{assets}content.css">
<script type="application/json" id="page-context">{context}</script>
<script type="module" src="{assets}main.js"></script>
</head>
<body></body>
</html>
)";
    html = replace_all(html, "{theme}", theme);
    html = replace_all(html, "{assets}", base + std::string(kAssets));
    return replace_all(html, "{context}", replace_all(to_text(context), "<", "\\u003c"));
}

http::ServerResponse problem(int status, std::string message) {
    return {status, to_text(Json{{"message", std::move(message)}})};
}

const User* user_of(const Store& store, const http::ServerRequest& request) {
    const std::string login = cookie(request, kUserCookie);
    const User* user = store.user(login.empty() ? "tester" : login);
    if (user != nullptr && user->active) return user;
    const auto first = std::find_if(store.users.begin(), store.users.end(),
                                    [](const auto& entry) { return entry.second.active; });
    return first == store.users.end() ? nullptr : &first->second;
}

}  // namespace

Ui::Ui(UiContext parts)
    : parts_(std::move(parts)),
      own_rest_(parts_.store, own_switches_),
      apps_(parts_.switches),
      proxy_(parts_.switches, parts_.post) {
    own_switches_.error_status = ErrorStatus::proper;
    own_switches_.error_body = ErrorBody::plain;
}

void Ui::handle(const http::ServerRequest& request, http::Respond respond) {
    const std::string_view path = request.path;
    if (path == kControlApps || path.starts_with(std::string(kControlApps) + "/")) {
        return respond(control_apps(request));
    }
    if (request.method == "POST" && path.starts_with(kPages)) {
        return service(request, std::move(respond));
    }
    if (request.method != "GET" && request.method != "HEAD") {
        return respond({405, "This page can only be read.", "text/plain"});
    }
    if (path.starts_with(kAssets)) return respond(file(path.substr(kAssets.size())));
    if (path.starts_with(kTheme)) return respond(file(path.substr(kTheme.size())));
    page(request, respond);
}

void Ui::page(const http::ServerRequest& request, const http::Respond& respond) {
    const User* user = user_of(parts_.store, request);
    if (user == nullptr) return respond({503, "This Spira has no active user.", "text/plain"});
    const PageSource source{parts_.store, parts_.switches, apps_, parts_.path_prefix,
                            developer_mode_};
    const Json context = page_context(source, route_of(request.path), *user);
    http::ServerResponse answer;
    answer.status = text_at(context, "page") == "NotFound" ? 404 : 200;
    answer.content_type = "text/html; charset=utf-8";
    answer.body = document(parts_.path_prefix, context, user->theme);
    answer.headers.emplace_back("Cache-Control", "no-store");
    if (parts_.switches.content_security_policy == ContentSecurityPolicy::no_wasm) {
        answer.headers.emplace_back("Content-Security-Policy", "script-src 'self' 'unsafe-inline'");
    }
    respond(std::move(answer));
}

void Ui::service(const http::ServerRequest& request, http::Respond respond) {
    // Only a page of ours can send JSON here: another site would need leave from CORS.
    if (!http::field(request.headers, "Content-Type")
             .value_or("")
             .starts_with("application/json")) {
        return respond(problem(415, "JSON is needed."));
    }
    const auto wanted = parse_json(request.body);
    const User* user = user_of(parts_.store, request);
    if (!wanted || !wanted->is_object() || user == nullptr) {
        return respond(problem(400, "The request was not valid."));
    }
    const std::string_view name = std::string_view(request.path).substr(kPages.size());
    if (name == "api") return call_rest(*user, *wanted, std::move(respond));
    if (name == "rest") return call_outside(*user, *wanted, std::move(respond));
    if (name == "user") return respond(switch_user(*wanted));
    if (name == "profile") return respond(change_profile(*user, *wanted));
    if (name == "home") return respond(change_home(*user, *wanted));
    if (name == "storage") return respond(use_storage(*user, *wanted));
    if (name == "admin/upload") return respond(upload(*user, *wanted));
    if (name == "admin/app") return respond(administer(*user, *wanted));
    respond(problem(404, "There is no such service."));
}

Json Ui::state() const {
    Json state = apps_.describe();
    state["developerMode"] = developer_mode_;
    return state;
}

void Ui::reset() {
    apps_.reset();
    developer_mode_ = false;
}

}  // namespace octospira::simulators::spira
