#include "native/recorder/status/site.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"

namespace octospira::recorder::status {

/// Of the files embedded by the build, by their path in the repository.
std::string_view asset(std::string_view name);

namespace {

constexpr const char* kHtml = "text/html; charset=utf-8";
/// In a route: the number of a delivery.
constexpr std::string_view kNumber = "#";

/// Nothing but our own files, in no frame, and no trace of where a click came from.
const http::Fields kSafety = {
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
     "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Frame-Options", "DENY"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cache-Control", "no-store"},
};

struct File {
    std::string_view path;
    std::string_view name;
    const char* type;
};
/// What a browser gets without a token, because the login needs it.
constexpr File kFiles[] = {
    {"/status.css", "native/recorder/status/pages/status.css", "text/css; charset=utf-8"},
    {"/status.js", "native/recorder/status/pages/status.js", "text/javascript; charset=utf-8"},
    {"/icon.svg", "manifest/icon.svg", "image/svg+xml"},
};

http::ServerResponse json_response(int status, const Json& body) {
    return {status, to_text(body) + "\n"};
}

http::ServerResponse go_to(const std::string& path) {
    return {303, {}, "text/plain", {{"Location", path}}};
}

/// "/deliveries/42/replay" → {"/deliveries/#/replay", 42}.
std::pair<std::string, std::int64_t> without_number(std::string_view path) {
    static constexpr std::string_view kBefore = "/deliveries/";
    if (!path.starts_with(kBefore)) return {std::string(path), 0};
    const std::string_view rest = path.substr(kBefore.size());
    const std::string_view digits = rest.substr(0, rest.find('/'));
    const bool number = !digits.empty() && digits.size() <= 18 &&
                        digits.find_first_not_of("0123456789") == std::string_view::npos;
    if (!number) return {std::string(path), 0};
    std::int64_t id = 0;
    for (const char digit : digits) id = id * 10 + (digit - '0');
    return {concat({kBefore, kNumber, rest.substr(digits.size())}), id};
}

}  // namespace

struct Site::Route {
    std::string_view path;
    std::string_view method;
    bool open;  ///< to everybody
    http::ServerResponse (Site::*handle)(Visit&);
};

const Site::Route Site::kRoutes[] = {
    {"/", "GET", false, &Site::overview},
    {"/deliveries", "GET", false, &Site::list},
    {"/deliveries/export", "GET", false, &Site::export_lines},
    {"/deliveries/replay", "POST", false, &Site::replay_all},
    {"/deliveries/#", "GET", false, &Site::delivery},
    {"/deliveries/#/replay", "POST", false, &Site::replay_one},
    {"/login", "GET", true, &Site::ask_for_token},
    {"/login", "POST", true, &Site::log_in},
    {"/logout", "POST", false, &Site::log_out},
};

Site::Site(StatusOptions options, StatusSources sources)
    : options_(std::move(options)),
      sources_(std::move(sources)),
      access_(options_.tokens, options_.session),
      reports_({options_.spira_url, options_.octoperf_url}) {}

http::ServerResponse Site::answer(const http::ServerRequest& request) {
    Visit visit{request};
    visit.now = sources_.clock();
    const auto accept = http::field(request.headers, "Accept");
    visit.wants_html = accept && contains_ignoring_case(*accept, "text/html");
    visit.part = http::field(request.headers, "X-OctoSpira-Part").has_value();
    http::ServerResponse response = answer_route(visit);
    response.headers.insert(response.headers.end(), kSafety.begin(), kSafety.end());
    return response;
}

http::ServerResponse Site::answer_route(Visit& visit) {
    const http::ServerRequest& request = visit.request;
    if (!host_fits(request, options_.hosts)) {
        return refuse(visit, 421, "Another name",
                      "This page answers to this machine's own names only. Add the name you use "
                      "to the recorder's status hosts.");
    }
    for (const File& file : kFiles) {
        if (file.path == request.path && request.method == "GET")
            return {200, std::string(asset(file.name)), file.type};
    }
    if (request.method == "POST") {
        if (!own_page_sent(request)) {
            return refuse(visit, 403, "Another site",
                          "Another site's page sent this, so nothing was done.");
        }
        visit.form = http::parse_query(request.body);
    }
    const auto [path, id] = without_number(request.path);
    visit.id = id;
    std::string allowed;
    for (const Route& route : kRoutes) {
        if (route.path != path) continue;
        if (route.method == request.method) {
            if (route.open) return (this->*route.handle)(visit);
            if (auto refused = let_in(visit)) return std::move(*refused);
            return (this->*route.handle)(visit);
        }
        allowed += concat({allowed.empty() ? "" : ", ", route.method});
    }
    if (allowed.empty()) return problem(visit, 404, "Not found", "There is no such page.");
    auto response = problem(visit, 405, "Not possible", "This address takes " + allowed + " only.");
    response.headers.emplace_back("Allow", allowed);
    return response;
}

/// Empty when the visitor may go on.
std::optional<http::ServerResponse> Site::let_in(Visit& visit) {
    if (const auto token = bearer_of(visit.request)) {
        return token_problem(visit, access_.try_token(*token, visit.request.peer, visit.now));
    }
    visit.session = access_.find(cookie_of(visit.request, cookie_), visit.now);
    if (visit.session == nullptr) {
        if (visit.wants_html && !visit.part && visit.request.method == "GET") {
            const std::string target = target_of(visit.request);
            return go_to(target == "/" ? "/login" : "/login?next=" + percent_encode(target));
        }
        if (visit.wants_html && !visit.part) return show_login(visit, 401, "Log in first.");
        return token_problem(visit, Access::Answer::wrong);
    }
    if (visit.request.method != "POST") return std::nullopt;
    const std::string csrf = http::field(visit.form, "csrf").value_or("");
    if (equal_in_constant_time(csrf, visit.session->csrf)) return std::nullopt;
    return refuse(visit, 403, "Not from this page",
                  "The form was not one of this session's, so nothing was done. Open the page "
                  "anew and try again.");
}

/// What a script is answered; empty when its token is right.
std::optional<http::ServerResponse> Site::token_problem(const Visit& visit, Access::Answer answer) {
    if (answer == Access::Answer::right) return std::nullopt;
    const bool too_many = answer == Access::Answer::too_many;
    auto response =
        refuse(visit, too_many ? 429 : 401, too_many ? "Too many tries" : "No token",
               too_many ? "Too many wrong tokens came from there. Wait a minute."
                        : "The token of the status page is missing or wrong. Send it as "
                          "Authorization: Bearer.");
    response.headers.push_back(too_many ? std::pair{"Retry-After", "60"}
                                        : std::pair{"WWW-Authenticate", "Bearer"});
    return response;
}

http::ServerResponse Site::ask_for_token(Visit& visit) {
    return show_login(visit, 200, "");
}

http::ServerResponse Site::log_in(Visit& visit) {
    const std::string token = http::field(visit.form, "token").value_or("");
    const auto answer = access_.try_token(trim(token), visit.request.peer, visit.now);
    if (answer != Access::Answer::right) {
        const bool too_many = answer == Access::Answer::too_many;
        sources_.log.write(LogLevel::warning, "status_login_refused",
                           Json{{"peer", visit.request.peer}, {"tooMany", too_many}});
        if (!visit.wants_html) return *token_problem(visit, answer);
        return show_login(
            visit, too_many ? 429 : 401,
            too_many ? "Too many wrong tokens came from there. Wait a minute, then try again."
                     : "That is not the token.");
    }
    const Session& session = access_.open(visit.now);
    sources_.log.write(LogLevel::info, "status_login", Json{{"peer", visit.request.peer}});
    auto response = go_to(own_path(http::field(visit.form, "next").value_or("/")));
    const auto origin = http::field(visit.request.headers, "Origin");
    const bool over_tls = origin && origin->starts_with("https://");
    response.headers.emplace_back(
        "Set-Cookie", cookie_ + "=" + session.id + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" +
                          std::to_string(options_.session.count() / 1000) +
                          (over_tls ? "; Secure" : ""));
    return response;
}

http::ServerResponse Site::log_out(Visit& visit) {
    if (visit.session != nullptr) access_.close(std::string(visit.session->id));
    auto response = go_to("/login");
    response.headers.emplace_back("Set-Cookie",
                                  cookie_ + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    return response;
}

http::ServerResponse Site::show_login(const Visit& visit, int status, const std::string& problem) {
    std::string next = http::field(visit.form, "next").value_or("");
    if (next.empty()) next = http::field(visit.request.query, "next").value_or("/");
    Frame frame;
    frame.title = "Log in – OctoSpira recorder";
    return {status, document(frame, login_page(own_path(next), problem)), kHtml};
}

http::ServerResponse Site::page(Visit& visit, Frame frame, const Html& main) {
    http::ServerResponse response{200, {}, kHtml, {{"Vary", "Accept"}}};
    if (visit.part) {
        const std::string tag =
            "W/\"" + std::to_string(std::hash<std::string>()(main.text())) + "\"";
        response.headers.emplace_back("ETag", tag);
        if (http::field(visit.request.headers, "If-None-Match") == tag) {
            response.status = 304;
        } else {
            response.body = main.text();
        }
        return response;
    }
    if (visit.session != nullptr) {
        frame.csrf = visit.session->csrf;
        frame.notice = std::exchange(visit.session->notice, {});
    }
    response.body = document(frame, main);
    return response;
}

http::ServerResponse Site::problem(const Visit& visit, int status, const std::string& title,
                                   const std::string& words) {
    if (!visit.wants_html || visit.part) return json_response(status, Json{{"error", words}});
    Frame frame;
    frame.title = title + " – OctoSpira recorder";
    // What is only away for a moment is looked for again.
    if (status == 503) frame.refresh = options_.refresh;
    if (visit.session != nullptr) frame.csrf = visit.session->csrf;
    return {status, document(frame, problem_page(title, words)), kHtml};
}

http::ServerResponse Site::refuse(const Visit& visit, int status, const std::string& title,
                                  const std::string& words) {
    sources_.log.write(LogLevel::warning, "status_refused",
                       Json{{"status", status},
                            {"method", cut_utf8(visit.request.method, 16)},
                            {"path", cut_utf8(visit.request.path, 100)},
                            {"peer", visit.request.peer},
                            {"reason", words}});
    return problem(visit, status, title, words);
}

}  // namespace octospira::recorder::status
