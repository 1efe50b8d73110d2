#include "native/simulators/spira/gate.hpp"

#include <optional>
#include <utility>

#include "core/base/text.hpp"
#include "native/simulators/front_end/front_end.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr std::size_t kCallsKept = 5000;

constexpr std::string_view kActions[] = {
    "status", "storeThenStatus", "storeThen500",    "hang",          "close", "storeThenClose",
    "html",   "storeLate",       "statusThenStore", "closeThenStore"};

constexpr std::string_view kLoginPage =
    "<!DOCTYPE html><html><head><title>Login</title></head>"
    "<body><h1>Please sign in</h1></body></html>";

std::string query_text(const http::Fields& query) {
    std::string out;
    for (const auto& [name, value] : query) {
        if (equals_ignoring_case(name, "username") || equals_ignoring_case(name, "api-key"))
            continue;
        out += concat({out.empty() ? "" : "&", name, "=", value});
    }
    return out;
}

}  // namespace

Gate::Gate(Rest& rest, const Switches& switches, After after)
    : rest_(rest), switches_(switches), after_(std::move(after)), faults_(kActions) {}

void Gate::serve(const http::ServerRequest& request, http::Respond respond) {
    pass(nullptr, request, std::move(respond));
}

void Gate::serve_as(const User& user, const http::ServerRequest& request, http::Respond respond) {
    pass(&user, request, std::move(respond));
}

void Gate::keep(Call call, int status) {
    call.status = status;
    calls_.push_back(std::move(call));
    if (calls_.size() > kCallsKept) calls_.pop_front();
}

/// Performed after the delay, by a copy of the request: nothing of the caller is needed any more.
void Gate::store_late(const User* user, const http::ServerRequest& request, Call call,
                      const Fault& fault, http::Respond respond) {
    const bool answers_late = fault.action == "storeLate";
    if (fault.action == "closeThenStore") {
        keep(call, 0);
        respond({0});
    } else if (!answers_late) {
        keep(call, fault.status);
        respond({fault.status, fault.body.value_or(""), fault.content_type, fault.headers});
    }
    after_(fault.delay, [this, caller = user == nullptr ? std::optional<User>() : *user, request,
                         call = std::move(call), respond = std::move(respond), answers_late] {
        auto response = caller ? rest_.handle_as(*caller, request) : rest_.handle(request);
        if (!answers_late) return;
        keep(call, response.status);
        respond(std::move(response));
    });
}

void Gate::pass(const User* user, const http::ServerRequest& request, http::Respond respond) {
    const User* caller = user != nullptr ? user : rest_.authenticate(request);
    Call call{request.method,
              std::string(rest_path(request.path)),
              query_text(request.query),
              0,
              caller == nullptr ? "" : caller->login,
              user != nullptr};
    const auto log = [&](int status) { keep(call, status); };
    const auto perform = [&] {
        return user != nullptr ? rest_.handle_as(*user, request) : rest_.handle(request);
    };
    const auto answer = [&](http::ServerResponse response) {
        log(response.status);
        respond(std::move(response));
    };
    const auto pass_front_end = [&](FrontEnd front_end) {
        // A browser unpacks an answer before its page sees it.
        if (user != nullptr && front_end == FrontEnd::gzip) front_end = FrontEnd::none;
        return behind(front_end, asks_the_api(front_end) ? perform() : http::ServerResponse{});
    };
    const auto fault = faults_.take(request.method, request.path);
    if (!fault) return answer(pass_front_end(switches_.front_end));
    const std::string& action = fault->action;
    if (const auto front_end = front_end_named(action)) return answer(pass_front_end(*front_end));
    if (action == "html") return answer({200, std::string(kLoginPage), "text/html"});
    if (action == "hang") {
        const auto response = perform();
        log(response.status);
        return after_(fault->delay,
                      [respond = std::move(respond), response] { respond(response); });
    }
    if (action == "storeLate" || action.ends_with("ThenStore")) {
        return store_late(user, request, std::move(call), *fault, std::move(respond));
    }
    if (action.starts_with("storeThen")) perform();
    if (action == "close" || action == "storeThenClose") return answer({0});
    answer({fault->status, fault->body.value_or(""), fault->content_type, fault->headers});
}

Json Gate::calls() const {
    Json all = Json::array();
    for (const Call& each : calls_) {
        all.push_back(Json{{"method", each.method},
                           {"path", each.path},
                           {"query", each.query},
                           {"status", each.status},
                           {"user", each.user},
                           {"inside", each.inside}});
    }
    return all;
}

void Gate::reset() {
    faults_.clear();
    calls_.clear();
}

}  // namespace octospira::simulators::spira
