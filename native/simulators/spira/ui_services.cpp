// What the pages' scripts ask the server to do; Ui's other half.
#include <initializer_list>
#include <utility>

#include "core/base/text.hpp"
#include "native/simulators/spira/control.hpp"
#include "native/simulators/spira/ui.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr std::string_view kNotUploaded =
    "The SpiraApp could not be uploaded. Please check the file and try again.";
constexpr std::string_view kMark = "\xEF\xBB\xBF";

http::ServerResponse answer(const Json& json) {
    return {200, to_text(json)};
}
http::ServerResponse problem(int status, std::string message) {
    return {status, to_text(Json{{"message", std::move(message)}})};
}

http::ServerResponse done(const Result<void>& changed) {
    return changed ? answer(Json::object()) : problem(400, sentence(changed.error()));
}

/// What REST answered, for executeApi: like a browser, without a byte order mark.
http::ServerResponse relayed(const http::ServerResponse& response) {
    if (response.status == 0) return problem(502, "The connection was closed.");
    // A browser follows it, and no other origin lets it read the page there.
    if (response.status == 302) return problem(502, "Failed to fetch.");
    std::string_view content = response.body;
    if (content.starts_with(kMark)) content.remove_prefix(kMark.size());
    return answer({{"statusCode", response.status}, {"content", std::string(content)}});
}

http::ServerRequest rest_request(const Json& wanted) {
    http::ServerRequest request;
    const std::string url = text_at(wanted, "url");
    const std::string_view whole = url;
    const auto question = std::min(whole.find('?'), whole.size());
    request.method = text_at(wanted, "method");
    request.path = percent_decode(whole.substr(0, question));
    if (question < whole.size()) {
        request.query = http::parse_query(whole.substr(question + 1), http::Plus::itself);
    }
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    request.body = text_at(wanted, "body");
    return request;
}

/// Only these members: a page may not ask for more.
Json picked(const Json& wanted, std::initializer_list<const char*> names) {
    Json some = Json::object();
    for (const char* name : names) {
        if (const Json* value = find(wanted, name)) some[name] = *value;
    }
    return some;
}

http::ServerResponse cookie_set(std::string_view name, const std::string& value,
                                const std::string& base) {
    auto response = answer(Json::object());
    response.headers.emplace_back("Set-Cookie", std::string(name) + "=" + percent_encode(value) +
                                                    "; Path=" + base +
                                                    "/; SameSite=Strict; HttpOnly");
    return response;
}

}  // namespace

http::ServerResponse Ui::switch_user(const Json& wanted) const {
    const User* user = parts_.store.user(text_at(wanted, "login"));
    if (user == nullptr || !user->active) return problem(400, "There is no such user.");
    return cookie_set(kUserCookie, user->login, parts_.path_prefix);
}

http::ServerResponse Ui::change_profile(const User& user, const Json& wanted) {
    Json change = Json::object();
    change[user.login] = picked(wanted, {"theme", "culture"});
    return done(change_users(parts_.store, change));
}

http::ServerResponse Ui::change_home(const User& user, const Json& wanted) {
    const auto product_id = integer_at(wanted, "productId").value_or(0);
    if (!parts_.store.member(user, static_cast<int>(product_id))) {
        return problem(403, "You are not a member of this product.");
    }
    Json change = Json::object();
    change[user.login]["products"][std::to_string(product_id)] =
        picked(wanted, {"widgets", "releaseId"});
    return done(change_users(parts_.store, change));
}

void Ui::call_rest(const User& user, const Json& wanted, http::Respond respond) {
    const http::ServerRequest request = rest_request(wanted);
    const std::string form = text_at(wanted, "form");
    if (form == "page") return respond(relayed(own_rest_.handle_as(user, request)));
    // A PUT body in the other form answers 200 and stores nothing (SpiraApp platform §5.4).
    const bool text = form == "text";
    const PutBody stored = parts_.switches.put_body;
    if (request.method == "PUT" && stored != PutBody::both && text != (stored == PutBody::text)) {
        return respond(answer({{"statusCode", 200}, {"content", ""}}));
    }
    parts_.gate.serve_as(user, request,
                         [respond = std::move(respond)](const http::ServerResponse& response) {
                             respond(relayed(response));
                         });
}

void Ui::call_outside(const User& user, const Json& wanted, http::Respond respond) {
    const App* app = apps_.find(text_at(wanted, "guid"));
    const int product_id = static_cast<int>(integer_at(wanted, "productId").value_or(0));
    if (app == nullptr || !app->enabled || !parts_.store.member(user, product_id)) {
        return respond(problem(403, "This SpiraApp is not enabled here."));
    }
    proxy_.perform(*app, product_id, wanted, std::move(respond));
}

http::ServerResponse Ui::use_storage(const User& user, const Json& wanted) {
    App* app = apps_.find(text_at(wanted, "guid"));
    if (app == nullptr) return problem(500, "There is no such SpiraApp.");
    Storage::Request request{text_at(wanted, "operation"), text_at(wanted, "scope")};
    const bool of_product = request.scope == "Product" || request.scope == "ProductUser";
    const bool of_user = request.scope == "User" || request.scope == "ProductUser";
    if (of_product)
        request.product_id = static_cast<int>(integer_at(wanted, "productId").value_or(0));
    if (of_user) request.user_id = user.id;
    if (of_product && !parts_.store.member(user, request.product_id)) {
        return problem(500, "You are not a member of this product.");
    }
    request.key = text_at(wanted, "key");
    request.value = text_at(wanted, "value");
    request.secure = bool_at(wanted, "isSecure").value_or(false);
    const auto done = app->storage.perform(request);
    return done ? answer({{"value", *done}}) : problem(500, sentence(done.error()));
}

http::ServerResponse Ui::upload(const User& user, const Json& wanted) {
    if (!user.administrator) return problem(403, "You need to be a system administrator.");
    if (!developer_mode_) return problem(403, "Enable Developer Mode first.");
    if (!apps_.install(text_at(wanted, "package"))) return problem(400, std::string(kNotUploaded));
    return answer(Json::object());
}

http::ServerResponse Ui::administer(const User& user, const Json& wanted) {
    const int product_id = static_cast<int>(integer_at(wanted, "productId").value_or(0));
    App* app = apps_.find(text_at(wanted, "guid"));
    if (product_id > 0 && app != nullptr) return administer_product(user, *app, product_id, wanted);
    if (!user.administrator) return problem(403, "You need to be a system administrator.");
    if (const auto mode = bool_at(wanted, "developerMode")) {
        developer_mode_ = *mode;
        return answer(Json::object());
    }
    if (app == nullptr) return problem(404, "There is no such SpiraApp.");
    if (bool_at(wanted, "remove").value_or(false)) {
        if (!developer_mode_) return problem(403, "Enable Developer Mode first.");
        apps_.remove(app->guid);
        return answer(Json::object());
    }
    return done(apps_.change(*app, picked(wanted, {"enabled", "settings"})));
}

http::ServerResponse Ui::administer_product(const User& user, App& app, int product_id,
                                            const Json& wanted) {
    if (!parts_.store.product_administrator(user, product_id)) {
        return problem(403, "You need to be a Product Administrator.");
    }
    Json products = Json::object();
    products[std::to_string(product_id)] = picked(wanted, {"enabled", "settings"});
    return done(apps_.change(app, Json{{"products", products}}));
}

http::ServerResponse Ui::control_apps(const http::ServerRequest& request) {
    constexpr std::string_view kOne = "/_simulator/apps/";
    const std::string_view path = request.path;
    if (!path.starts_with(kOne)) {
        if (request.method == "GET") return answer(apps_.describe());
        if (request.method != "POST") return problem(405, "GET the apps or POST a package.");
        const auto installed = apps_.install(trim(request.body));
        if (!installed) return problem(400, std::string(kNotUploaded));
        return answer(
            {{"guid", (*installed)->guid}, {"name", text_at((*installed)->manifest, "name")}});
    }
    App* app = apps_.find(path.substr(kOne.size()));
    if (app == nullptr) return problem(404, "There is no such SpiraApp.");
    if (request.method == "DELETE") {
        apps_.remove(app->guid);
        return answer(Json::object());
    }
    if (request.method != "PUT") return problem(405, "PUT or DELETE an app.");
    const auto wanted = parse_json(request.body);
    if (!wanted) return problem(400, sentence(wanted.error()));
    const auto changed = apps_.change(*app, *wanted);
    return changed ? answer(apps_.describe()) : problem(400, sentence(changed.error()));
}

}  // namespace octospira::simulators::spira
