#include "native/simulators/spira/gate.hpp"

#include <optional>
#include <utility>

#include "core/base/text.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr std::size_t kCallsKept = 5000;

struct ActionName {
    std::string_view name;
    Fault::Action action;
};

constexpr ActionName kActions[] = {
    {"status", Fault::Action::status},
    {"storeThenStatus", Fault::Action::store_then_status},
    {"storeThen500", Fault::Action::store_then_status},
    {"hang", Fault::Action::hang},
    {"close", Fault::Action::close},
    {"storeThenClose", Fault::Action::store_then_close},
    {"html", Fault::Action::html},
    {"storeLate", Fault::Action::store_late},
    {"statusThenStore", Fault::Action::status_then_store},
    {"closeThenStore", Fault::Action::close_then_store},
};

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

Result<Fault> fault_from(const Json& json) {
    if (!json.is_object()) return failure(ErrorKind::invalid_input, "A fault is a JSON object.");
    Fault fault;
    const std::string match = text_at(json, "match");
    const std::size_t blank = match.find(' ');
    if (blank == std::string::npos) {
        return failure(ErrorKind::invalid_input,
                       "\"match\" is a method, a blank and part of a path.");
    }
    fault.method = match.substr(0, blank) == "*" ? "" : match.substr(0, blank);
    fault.path = match.substr(blank + 1);
    fault.times = static_cast<int>(integer_at(json, "times").value_or(1));
    fault.status = static_cast<int>(integer_at(json, "status").value_or(500));
    fault.body = text_at(json, "body");
    fault.content_type = string_at(json, "contentType").value_or(fault.content_type);
    fault.delay = std::chrono::milliseconds(integer_at(json, "ms").value_or(0));
    if (const Json* headers = find(json, "headers"); headers != nullptr && headers->is_object()) {
        for (const auto& [name, value] : headers->items()) {
            if (value.is_string())
                fault.headers.emplace_back(name, value.get_ref<const std::string&>());
        }
    }
    const std::string wanted = text_at(json, "action");
    if (const auto front_end = front_end_named(wanted)) {
        fault.action = Fault::Action::front_end;
        fault.front_end = *front_end;
        return fault;
    }
    for (const ActionName& each : kActions) {
        if (each.name != wanted) continue;
        fault.action = each.action;
        return fault;
    }
    return failure(ErrorKind::invalid_input, "There is no fault action \"" + wanted + "\".");
}

Json to_json(const Fault& fault) {
    std::string_view action;
    if (fault.action == Fault::Action::front_end)
        action = front_end_names()[static_cast<std::size_t>(fault.front_end)];
    for (const ActionName& each : kActions) {
        if (each.action == fault.action && action.empty()) action = each.name;
    }
    return Json{{"match", (fault.method.empty() ? "*" : fault.method) + " " + fault.path},
                {"times", fault.times},
                {"action", std::string(action)},
                {"status", fault.status},
                {"ms", fault.delay.count()}};
}

}  // namespace

void Gate::serve(const http::ServerRequest& request, http::Respond respond) {
    pass(nullptr, request, std::move(respond));
}

void Gate::serve_as(const User& user, const http::ServerRequest& request, http::Respond respond) {
    pass(&user, request, std::move(respond));
}

Fault* Gate::fault_for(const http::ServerRequest& request) {
    for (Fault& each : faults_) {
        const bool hit = each.times != 0 &&
                         (each.method.empty() || each.method == request.method) &&
                         contains_ignoring_case(request.path, each.path);
        if (hit) return &each;
    }
    return nullptr;
}

void Gate::keep(Call call, int status) {
    call.status = status;
    calls_.push_back(std::move(call));
    if (calls_.size() > kCallsKept) calls_.pop_front();
}

/// Performed after the delay, by a copy of the request: nothing of the caller is needed any more.
void Gate::store_late(const User* user, const http::ServerRequest& request, Call call,
                      const Fault& fault, http::Respond respond) {
    const bool answers_late = fault.action == Fault::Action::store_late;
    if (!answers_late) {
        const bool closes = fault.action == Fault::Action::close_then_store;
        const int status = closes ? 0 : fault.status;
        keep(call, status);
        respond({status, closes ? "" : fault.body, fault.content_type, fault.headers});
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
    Fault* hit = fault_for(request);
    if (hit == nullptr) return answer(pass_front_end(switches_.front_end));
    if (hit->times > 0) --hit->times;
    const http::ServerResponse asked{hit->status, hit->body, hit->content_type, hit->headers};
    switch (hit->action) {
        case Fault::Action::status:
            return answer(asked);
        case Fault::Action::store_then_status: {
            [[maybe_unused]] const auto kept_back = perform();
            return answer(asked);
        }
        case Fault::Action::close:
            return answer({0, "", "text/plain"});
        case Fault::Action::store_then_close: {
            [[maybe_unused]] const auto kept_back = perform();
            return answer({0, "", "text/plain"});
        }
        case Fault::Action::front_end:
            return answer(pass_front_end(hit->front_end));
        case Fault::Action::html:
            return answer({200, std::string(kLoginPage), "text/html"});
        case Fault::Action::hang: {
            const auto response = perform();
            log(response.status);
            return after_(hit->delay,
                          [respond = std::move(respond), response] { respond(response); });
        }
        case Fault::Action::store_late:
        case Fault::Action::status_then_store:
        case Fault::Action::close_then_store:
            return store_late(user, request, std::move(call), *hit, std::move(respond));
    }
}

Json Gate::faults() const {
    Json all = Json::array();
    for (const Fault& each : faults_) all.push_back(to_json(each));
    return all;
}

Result<void> Gate::set_faults(const Json& list) {
    if (!list.is_array()) return failure(ErrorKind::invalid_input, "Faults come as a JSON array.");
    std::vector<Fault> read;
    for (const Json& each : list) {
        auto fault = fault_from(each);
        if (!fault) return tl::unexpected(fault.error());
        read.push_back(*std::move(fault));
    }
    faults_ = std::move(read);
    return {};
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
