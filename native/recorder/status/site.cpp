#include "native/recorder/status/site.hpp"
#include "native/recorder/constant_time.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "native/recorder/status/same_origin.hpp"

namespace octospira::recorder::status {

/// Of the files embedded by the build, by their path in the repository.
std::string_view asset(std::string_view name);

namespace {

constexpr const char* kHtml = "text/html; charset=utf-8";
constexpr std::string_view kApi = "/api";
/// In a route: the number of a delivery.
constexpr std::string_view kNumber = "#";

constexpr const char* kNoToken =
    "The token of the status page is missing or wrong. Send it as Authorization: Bearer.";
constexpr const char* kTooMany = "Too many wrong tokens. Wait a minute, then try again.";

/// Only our own files, in no frame, and no trace of where a click came from.
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

constexpr std::string_view kPages = "native/recorder/status/pages/";
constexpr std::string_view kPage = "native/recorder/status/pages/index.html";

/// The static page's own addresses; its script shows what belongs to each.
constexpr std::string_view kViews[] = {"/", "/deliveries", "/deliveries/#", "/expected",
                                       "/refused"};

/// What a browser gets without a token: there is nothing of the journal in it.
std::optional<http::ServerResponse> file_at(std::string_view path) {
    const char* const type = path.ends_with(".js")    ? "text/javascript; charset=utf-8"
                             : path.ends_with(".css") ? "text/css; charset=utf-8"
                             : path == "/icon.svg"    ? "image/svg+xml"
                                                      : nullptr;
    if (type == nullptr) return std::nullopt;
    const std::string_view folder = path == "/icon.svg" ? "manifest/" : kPages;
    const std::string_view bytes = asset(concat({folder, path.substr(1)}));
    if (bytes.data() == nullptr) return std::nullopt;
    return http::ServerResponse{200, std::string(bytes), type, {}};
}

/// "/deliveries/42" → {"/deliveries/#", 42}, "/deliveries/42/replay" → {"/deliveries/replay", 42}.
std::pair<std::string, std::int64_t> without_number(std::string_view path) {
    static constexpr std::string_view kBefore = "/deliveries/";
    const std::size_t before = path.find(kBefore);
    if (before == std::string_view::npos) return {std::string(path), 0};
    const std::string_view rest = path.substr(before + kBefore.size());
    const std::string_view digits = rest.substr(0, rest.find('/'));
    const bool number = !digits.empty() && digits.size() <= 18 &&
                        digits.find_first_not_of("0123456789") == std::string_view::npos;
    if (!number) return {std::string(path), 0};
    std::int64_t id = 0;
    for (const char digit : digits) id = id * 10 + (digit - '0');
    const std::string_view after = rest.substr(digits.size());
    const std::string_view head = path.substr(0, before + kBefore.size());
    return {after.empty() ? concat({head, kNumber}) : concat({head, after.substr(1)}), id};
}

/// The body as an object: JSON, or the fields of a form.
std::optional<Json> body_of(const http::ServerRequest& request) {
    if (trim(request.body).empty()) return Json::object();
    auto json = parse_json(request.body);
    if (json && json->is_object()) return std::move(*json);
    if (json || trim(request.body).starts_with('{')) return std::nullopt;
    Json fields = Json::object();
    for (const auto& [name, value] : http::parse_query(request.body)) fields[name] = value;
    return fields;
}

}  // namespace

http::ServerResponse json_response(int status, const Json& body) {
    return {status, to_text(body) + "\n"};
}

http::ServerResponse problem(int status, std::string_view sentence) {
    return json_response(status, Json{{"error", sentence}});
}

struct Site::Route {
    std::string_view path;  ///< after "/api"
    std::string_view method;
    bool open;  ///< without a token
    http::ServerResponse (Site::*handle)(Visit&);
};

const Site::Route Site::kRoutes[] = {
    {"/overview", "GET", false, &Site::overview},
    {"/expected", "GET", false, &Site::expected},
    {"/refused", "GET", false, &Site::refused},
    {"/deliveries", "GET", false, &Site::list},
    {"/deliveries/#", "GET", false, &Site::delivery},
    {"/deliveries/export", "GET", false, &Site::export_lines},
    // Each also as /deliveries/{id}/…, for that one.
    {"/deliveries/replay", "POST", false, &Site::replay},
    {"/deliveries/retry", "POST", false, &Site::retry},
    {"/deliveries/dismiss", "POST", false, &Site::dismiss},
    {"/deliveries/assign", "POST", false, &Site::assign},
    {"/login", "POST", true, &Site::log_in},
    {"/logout", "POST", false, &Site::log_out},
};

Site::Site(StatusOptions options, StatusSources sources)
    : options_(std::move(options)),
      sources_(std::move(sources)),
      access_(options_.tokens, options_.session),
      reports_({options_.spira_url, options_.octoperf_url}),
      clear_([this](std::string_view text) { return sources_.log.cleared(text); }) {
    for (const auto& [name, value] : options_.settings)
        settings_.push_back(Json{{"name", name}, {"value", clear_(value)}});
}

http::ServerResponse Site::answer(const http::ServerRequest& request) {
    Visit visit{request};
    visit.now = sources_.clock();
    const auto accept = http::field(request.headers, "Accept");
    visit.wants_html = accept && contains_ignoring_case(*accept, "text/html");
    http::ServerResponse response = answer_route(visit);
    response.headers.insert(response.headers.end(), kSafety.begin(), kSafety.end());
    return response;
}

http::ServerResponse Site::answer_route(Visit& visit) {
    const http::ServerRequest& request = visit.request;
    if (!host_fits(request, options_.hosts)) {
        return refuse(visit, 421,
                      came_through_proxy(request)
                          ? "This request came through a proxy. Add the name under which "
                            "the proxy shows this page to status-host, and let the proxy "
                            "keep the Host header."
                          : "This page answers to this machine's own names only. Add the "
                            "name you use to status-host.");
    }
    if (request.method == "GET") {
        if (auto file = file_at(request.path)) return std::move(*file);
    }
    auto [path, id] = without_number(request.path);
    visit.id = id;
    if (path.starts_with(concat({kApi, "/"}))) return answer_api(visit, path.substr(kApi.size()));
    if (request.method == "GET" && visit.wants_html) {
        const bool known =
            std::find(std::begin(kViews), std::end(kViews), path) != std::end(kViews);
        return {known ? 200 : 404, std::string(asset(kPage)), kHtml, {{"Vary", "Accept"}}};
    }
    // Scripts that ask for the page's addresses mean its data.
    return answer_api(visit, path == "/" ? "/overview" : std::move(path));
}

http::ServerResponse Site::answer_api(Visit& visit, std::string path) {
    const http::ServerRequest& request = visit.request;
    std::string allowed;
    for (const Route& route : kRoutes) {
        if (route.path != path) continue;
        if (route.method != request.method) {
            allowed += concat({allowed.empty() ? "" : ", ", route.method});
            continue;
        }
        if (request.method == "POST") {
            if (!own_page_sent(request))
                return refuse(visit, 403, "A page of another site sent this, so nothing was done.");
            auto body = body_of(request);
            if (!body) return problem(400, "The body is not a JSON object.");
            visit.body = std::move(*body);
        }
        if (!route.open) {
            if (auto refused = authenticate(visit)) return std::move(*refused);
        }
        return (this->*route.handle)(visit);
    }
    if (allowed.empty()) return problem(404, "This address does not exist.");
    auto response = problem(405, "This address accepts " + allowed + " only.");
    response.headers.emplace_back("Allow", allowed);
    return response;
}

/// Empty when the request may continue.
std::optional<http::ServerResponse> Site::authenticate(Visit& visit) {
    if (const auto token = bearer_of(visit.request))
        return token_problem(visit, access_.try_token(*token, visit.now));
    visit.session = access_.find(cookie_of(visit.request, cookie_), visit.now);
    // A page whose session has ended, or that has none yet: no reason to write a line.
    if (visit.session == nullptr) {
        auto response = problem(401, kNoToken);
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
        return response;
    }
    if (visit.request.method != "POST") return std::nullopt;
    const auto csrf = http::field(visit.request.headers, "X-OctoSpira-CSRF").value_or("");
    if (equal_in_constant_time(csrf, visit.session->csrf)) return std::nullopt;
    return refuse(visit, 403,
                  "This did not come from an open status page, so nothing was done. "
                  "Reload the page and try again.");
}

/// Empty when the token is right.
std::optional<http::ServerResponse> Site::token_problem(const Visit& visit, Access::Answer answer) {
    if (answer == Access::Answer::right) return std::nullopt;
    const bool too_many = answer == Access::Answer::too_many;
    auto response = refuse(visit, too_many ? 429 : 401, too_many ? kTooMany : kNoToken);
    response.headers.push_back(too_many ? std::pair{"Retry-After", "60"}
                                        : std::pair{"WWW-Authenticate", "Bearer"});
    return response;
}

http::ServerResponse Site::log_in(Visit& visit) {
    const auto answer = access_.try_token(trim(text_at(visit.body, "token")), visit.now);
    if (answer == Access::Answer::wrong) return refuse(visit, 401, "Wrong token.");
    if (answer != Access::Answer::right) return *token_problem(visit, answer);
    const Session& session = access_.open(visit.now);
    sources_.log.write(LogLevel::info, "status_login", Json{{"peer", visit.request.peer}});
    const auto origin = http::field(visit.request.headers, "Origin");
    const bool over_tls = origin && origin->starts_with("https://");
    auto response = json_response(200, Json{{"csrf", session.csrf}});
    response.headers.emplace_back(
        "Set-Cookie", cookie_ + "=" + session.id + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" +
                          std::to_string(options_.session.count() / 1000) +
                          (over_tls ? "; Secure" : ""));
    return response;
}

http::ServerResponse Site::log_out(Visit& visit) {
    if (visit.session != nullptr) access_.close(std::string(visit.session->id));
    auto response = json_response(200, Json::object());
    response.headers.emplace_back("Set-Cookie",
                                  cookie_ + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    return response;
}

http::ServerResponse Site::refuse(const Visit& visit, int status, std::string_view sentence) {
    if (const LogRateLimiter::Turn turn = refusals_.take(visit.now); turn.write) {
        Json line{{"status", status},
                  {"method", cut_utf8(visit.request.method, 16)},
                  {"path", cut_utf8(visit.request.path, 100)},
                  {"peer", visit.request.peer},
                  {"reason", sentence}};
        if (turn.left_out > 0) line["leftOut"] = turn.left_out;
        sources_.log.write(LogLevel::warning, "status_refused", line);
    }
    return problem(status, sentence);
}

}  // namespace octospira::recorder::status
