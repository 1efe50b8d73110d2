#include "native/simulators/spira/rest.hpp"

#include <optional>
#include <vector>

#include "core/base/text.hpp"
#include "native/http/base64.hpp"
#include "native/simulators/spira/routes.hpp"
#include "native/simulators/spira/trouble.hpp"

namespace octospira::simulators::spira {

namespace {

struct Route {
    std::string_view method;
    std::string_view pattern;  ///< {} stands for one segment
    RestHandler handler;
    Scope scope = {};
};

constexpr auto view = Right::view;
constexpr auto create = Right::create;
constexpr auto modify = Right::modify;

constexpr Scope kMember{Scope::Of::product};
/// A route of the product, for those who may do that with artifacts of the kind there.
constexpr Scope in(const ArtifactKind& kind, Right right) {
    return {Scope::Of::product, &kind, right};
}
/// A route of one artifact of the product.
constexpr Scope one(const ArtifactKind& kind, Right right) {
    return {Scope::Of::artifact, &kind, right};
}

constexpr Route kRoutes[] = {
    {"GET", "projects", list_projects},
    {"GET", "projects/{}", get_project, kMember},
    {"GET", "projects/{}/users", list_project_users, kMember},
    {"POST", "projects/{}/refresh-caches", refresh_caches, in(kTestRuns, create)},
    {"POST", "projects/{}/refresh-caches/{}", refresh_caches, in(kTestRuns, create)},

    {"GET", "test-cases", list_my_test_cases},
    {"GET", "projects/{}/test-cases", list_test_cases, in(kTestCases, view)},
    {"POST", "projects/{}/test-cases", create_test_case, in(kTestCases, create)},
    {"PUT", "projects/{}/test-cases", update_test_case, in(kTestCases, modify)},
    {"GET", "projects/{}/test-cases/count", count_test_cases, in(kTestCases, view)},
    {"POST", "projects/{}/test-cases/count", count_found_test_cases, in(kTestCases, view)},
    {"POST", "projects/{}/test-cases/search", search_test_cases, in(kTestCases, view)},
    {"GET", "projects/{}/test-cases/{}", get_artifact, one(kTestCases, view)},
    {"DELETE", "projects/{}/test-cases/{}", delete_artifact, one(kTestCases, modify)},
    {"GET", "projects/{}/test-cases/{}/comments", list_test_case_comments, one(kTestCases, view)},
    {"POST", "projects/{}/test-cases/{}/comments", create_test_case_comment,
     one(kTestCases, modify)},
    {"POST", "projects/{}/test-cases/{}/test-runs/search", search_runs_of_test_case,
     one(kTestCases, view)},
    {"GET", "projects/{}/test-folders/{}/test-cases", list_folder_test_cases, in(kTestCases, view)},

    {"GET", "projects/{}/test-runs", list_test_runs, in(kTestRuns, view)},
    {"GET", "projects/{}/test-runs/count", count_test_runs, in(kTestRuns, view)},
    {"POST", "projects/{}/test-runs/record", record_test_run, in(kTestRuns, create)},
    {"POST", "projects/{}/test-runs/record-multiple", record_test_runs, in(kTestRuns, create)},
    {"POST", "projects/{}/test-runs/search", search_test_runs, in(kTestRuns, view)},
    {"POST", "projects/{}/test-runs/search/automated", search_automated_test_runs,
     in(kTestRuns, view)},
    {"GET", "projects/{}/test-runs/{}", get_test_run, one(kTestRuns, view)},
    {"GET", "projects/{}/test-runs/{}/automated", get_automated_test_run, one(kTestRuns, view)},
    {"DELETE", "projects/{}/test-runs/{}", delete_artifact, one(kTestRuns, modify)},

    {"GET", "projects/{}/test-sets/{}", get_artifact, one(kTestSets, view)},
    {"GET", "projects/{}/test-sets/{}/test-case-mapping", list_test_set_test_cases,
     one(kTestSets, view)},
    {"GET", "projects/{}/test-sets/{}/test-cases", list_test_cases_of_test_set,
     one(kTestSets, view)},

    {"GET", "project-templates/{}/custom-properties/{}", list_properties},
    {"POST", "project-templates/{}/custom-properties", create_property},
    {"PUT", "project-templates/{}/custom-properties/{}", update_property},
    {"DELETE", "project-templates/{}/custom-properties/{}", delete_property},

    {"GET", "projects/{}/releases", list_releases, in(kReleases, view)},
    {"POST", "projects/{}/releases/search", search_releases, in(kReleases, view)},
    {"GET", "projects/{}/releases/{}", get_artifact, one(kReleases, view)},
    {"GET", "projects/{}/releases/{}/test-cases", list_release_test_cases, one(kReleases, view)},
    {"POST", "projects/{}/releases/{}/test-cases", map_release_test_cases, one(kReleases, modify)},
    {"GET", "projects/{}/releases/{}/builds", list_builds, one(kReleases, view)},
    {"POST", "projects/{}/releases/{}/builds", create_or_search_builds, one(kReleases, view)},
    {"GET", "projects/{}/releases/{}/builds/{}", get_build, one(kReleases, view)},

    {"POST", "projects/{}/documents/url", create_url_document, in(kDocuments, create)},
    {"POST", "projects/{}/documents/file", create_file_document, in(kDocuments, create)},
    {"GET", "projects/{}/artifact-types/{}/artifacts/{}/documents", list_documents,
     in(kDocuments, view)},
    {"POST", "projects/{}/artifact-types/{}/artifacts/{}/documents/{}", attach_document,
     in(kDocuments, create)},
    {"POST", "projects/{}/incidents", create_incident, in(kIncidents, create)},
    {"GET", "projects/{}/incidents", list_incidents, in(kIncidents, view)},
    {"GET", "projects/{}/incidents/{}", get_artifact, one(kIncidents, view)},
    {"PUT", "projects/{}/incidents/{}", update_incident, one(kIncidents, modify)},
    {"PUT", "projects/{}/incidents/{}/fixed/{}", fix_incident, one(kIncidents, modify)},
    {"POST", "projects/{}/incidents/{}/comments", create_incident_comments,
     one(kIncidents, modify)},
    {"POST", "projects/{}/associations", create_association, in(kIncidents, create)},
    {"GET", "projects/{}/associations/{}/{}", list_associations, kMember},

    {"GET", "system/product-version", get_product_version},
    {"GET", "system/settings/product-name", get_product_name},
    {"GET", "system/settings/server-date-time", get_server_time},
    {"GET", "system/settings/web-server-url", get_web_server_url},
    {"GET", "users", get_own_user},
    {"GET", "users/usernames/{}", get_user_by_name},
};

constexpr std::string_view kService = "/services/v7_0/restservice.svc/";

/// The variables of the pattern in the path, or nothing when it does not fit. Literal segments are
/// compared without case, as IIS and WCF do.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
    const auto wanted = split(pattern, '/');
    const auto given = split(path, '/');
    if (wanted.size() != given.size()) return std::nullopt;
    std::vector<std::string> variables;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i] == "{}") {
            variables.emplace_back(given[i]);
        } else if (!equals_ignoring_case(wanted[i], given[i])) {
            return std::nullopt;
        }
    }
    return variables;
}

struct Credentials {
    std::string login;
    std::string key;
};

std::optional<Credentials> credentials_of(const http::ServerRequest& request) {
    const auto pair = [](const http::Fields& fields) -> std::optional<Credentials> {
        const auto login = http::field(fields, "username");
        const auto key = http::field(fields, "api-key");
        if (!login || !key) return std::nullopt;
        return Credentials{*login, *key};
    };
    if (auto found = pair(request.headers)) return found;
    if (auto found = pair(request.query)) return found;
    const auto basic = http::field(request.headers, "Authorization");
    if (!basic || !equals_ignoring_case(basic->substr(0, 6), "Basic ")) return std::nullopt;
    const auto decoded = http::decode_base64(trim(std::string_view(*basic).substr(6)));
    const auto colon = decoded ? decoded->find(':') : std::string::npos;
    if (colon == std::string::npos) return std::nullopt;
    return Credentials{decoded->substr(0, colon), decoded->substr(colon + 1)};
}

bool names_json(const http::ServerRequest& request, std::string_view header) {
    const auto value = http::field(request.headers, header);
    return value && contains_ignoring_case(*value, "application/json");
}

http::ServerResponse answer(RestCall& call, std::string_view path) {
    bool known_path = false;
    for (const Route& route : kRoutes) {
        auto variables = match(route.pattern, path);
        if (!variables) continue;
        known_path = true;
        if (route.method != call.request.method) continue;
        call.variables = *std::move(variables);
        const Outcome outcome =
            enter(call, route.scope).and_then([&] { return route.handler(call); });
        if (!outcome) return to_response(outcome.error(), call.switches);
        if (!*outcome) return {200, ""};
        const std::string mark = call.switches.byte_order_mark ? "\xEF\xBB\xBF" : "";
        return {200, mark + to_text(**outcome), "application/json; charset=utf-8"};
    }
    if (known_path)
        return to_response({TroubleKind::wrong_verb, "Method not allowed."}, call.switches);
    return to_response({TroubleKind::no_endpoint, "Endpoint not found."}, call.switches);
}

}  // namespace

std::string_view rest_path(std::string_view path) {
    const std::size_t at = to_lower(path).find(kService);
    if (at != std::string::npos) return path.substr(at + kService.size());
    return path.starts_with('/') ? path.substr(1) : path;
}

const User* Rest::authenticate(const http::ServerRequest& request) const {
    const auto given = credentials_of(request);
    if (!given) return nullptr;
    const User* user = store_.user(given->login);
    const bool right = user != nullptr && user->active && !user->locked && !user->api_key.empty() &&
                       user->api_key == given->key;
    return right ? user : nullptr;
}

http::ServerResponse Rest::handle(const http::ServerRequest& request) {
    if (!to_lower(request.path).starts_with(kService) || !version_at_least(switches_, 7, 5)) {
        return to_response({TroubleKind::no_endpoint, "Endpoint not found."}, switches_);
    }
    if (!names_json(request, "Accept")) {
        return to_response({TroubleKind::not_acceptable, "Not Acceptable"}, switches_);
    }
    if (!names_json(request, "Content-Type")) {
        return to_response({TroubleKind::unsupported, "Unsupported Media Type"}, switches_);
    }
    const std::string_view path = rest_path(request.path);
    const User* user = authenticate(request);
    if (user == nullptr) {
        if (equals_ignoring_case(path, "system/product-version") &&
            !switches_.product_version_needs_auth) {
            return handle_as(User{}, request);
        }
        return to_response({TroubleKind::not_authenticated, "Access Denied"}, switches_);
    }
    return handle_as(*user, request);
}

http::ServerResponse Rest::handle_as(const User& user, const http::ServerRequest& request) {
    RestCall call{store_, switches_, user, request};
    return answer(call, rest_path(request.path));
}

}  // namespace octospira::simulators::spira
