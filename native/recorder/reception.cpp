#include "native/recorder/reception.hpp"

#include <string>
#include <utility>

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/flows/verdict.hpp"
#include "core/octoperf/notification.hpp"

namespace octospira::recorder {

namespace {

/// Longer event names are cut: OctoPerf's have a dozen letters.
constexpr std::size_t kLongestEvent = 64;

http::ServerResponse json_response(int status, const Json& body) {
    return {status, to_text(body)};
}

http::ServerResponse said(std::string_view status) {
    return json_response(200, Json{{"status", status}});
}

}  // namespace

struct Reception::Route {
    std::string_view path;
    std::string_view method;
    bool needs_credentials;
    void (Reception::*handle)(const http::RequestView&, const http::Respond&);
};

/// Paths are compared without case, as Spira's own server does with its webhooks.
const Reception::Route Reception::kRoutes[] = {
    {"/Services/Webhooks/TestService.svc/OctoPerf", "POST", true, &Reception::take_test},
    {"/Services/Webhooks/BuildService.svc/OctoPerf", "POST", true, &Reception::take_build},
    {"/launches", "POST", true, &Reception::take_launch},
    {"/launches", "GET", true, &Reception::say_accepted},
    {"/healthz", "GET", false, &Reception::say_alive},
    {"/readyz", "GET", false, &Reception::say_ready},
};

struct Reception::Found {
    const Route* route = nullptr;
    std::string allowed = {};  ///< the methods, where the address is ours and the method is not
};

Reception::Reception(DoorKeeper& keeper, Surroundings surroundings)
    : keeper_(keeper), with_(std::move(surroundings)) {}

Reception::Found Reception::find(const http::RequestView& request) {
    Found found;
    for (const Route& route : kRoutes) {
        if (!equals_ignoring_case(route.path, request.path)) continue;
        if (request.method == route.method) return {&route};
        found.allowed += concat({found.allowed.empty() ? "" : ", ", route.method});
    }
    return found;
}

std::optional<http::ServerResponse> Reception::admit(const http::RequestView& request) {
    const Found found = find(request);
    if (found.route != nullptr && !found.route->needs_credentials) return std::nullopt;
    if (auto away = keeper_.knock(request)) return refusal(request, std::move(*away));
    if (!found.allowed.empty()) {
        const std::string sentence = "This address takes " + found.allowed + " only.";
        return refusal(request, {405, sentence, {{"Allow", found.allowed}}});
    }
    if (found.route == nullptr) {
        return refusal(request, {404,
                                 "There is nothing here. OctoPerf's notifications go to "
                                 "/Services/Webhooks/TestService.svc/OctoPerf.",
                                 {}});
    }
    if (auto away = keeper_.check(request)) return refusal(request, std::move(*away));
    return std::nullopt;
}

void Reception::handle(const http::RequestView& request, const http::Respond& respond) {
    const Found found = find(request);
    if (found.route != nullptr) (this->*found.route->handle)(request, respond);
}

void Reception::take_test(const http::RequestView& request, const http::Respond& respond) {
    take_notification(request, respond, false);
}

void Reception::take_build(const http::RequestView& request, const http::Respond& respond) {
    take_notification(request, respond, true);
}

void Reception::take_notification(const http::RequestView& request, const http::Respond& respond,
                                  bool build) {
    auto notification = octoperf::parse_notification(request.body);
    if (!notification) return refuse(request, respond, sentence(notification.error()));
    const bool ignored = !flows::verdict_of(*notification, 0, false);
    const std::string event(cut_utf8(notification->type, kLongestEvent));
    Json line{{"type", event}};
    if (ignored) line["reason"] = flows::why_ignored(*notification);
    if (!notification->bench_result) {  // an event we do not know, and nothing to file it under
        ++counts_.ignored;
        with_.log.write(LogLevel::info, "ignored", line);
        return respond(said("ignored"));
    }
    line["benchResult"] = notification->bench_result->text();
    NewNotification arrival{
        notification->bench_result->text(),       event, with_.clock(),
        std::move(notification->without_account), build, ignored ? State::ignored : State::pending};
    with_.inbox.submit(
        std::move(arrival), [this, respond, line, ignored](const Result<Kept>& kept) {
            if (!kept) return journal_failed(respond, kept.error());
            Json whole{{"delivery", kept->id}};
            whole.update(line);
            const char* said_status = ignored ? "ignored" : "accepted";
            if (kept->duplicate) said_status = "duplicate";
            ++(kept->duplicate ? counts_.duplicates : ignored ? counts_.ignored : counts_.accepted);
            with_.log.write(LogLevel::info, said_status, whole);
            respond(said(said_status));
        });
}

void Reception::take_launch(const http::RequestView& request, const http::Respond& respond) {
    const auto json = parse_json(request.body);
    if (!json) return refuse(request, respond, sentence(json.error()));
    const auto launch = flows::launch_from_json(*json, with_.clock());
    if (!launch) return refuse(request, respond, sentence(launch.error()));
    const Json line{{"benchResult", launch->bench_result.text()},
                    {"product", launch->product.value()},
                    {"testCase", launch->test_case.value()}};
    with_.inbox.submit(*launch, [this, respond, line](const Result<Kept>& kept) {
        if (!kept) return journal_failed(respond, kept.error());
        const char* said_status = kept->duplicate ? "duplicate" : "accepted";
        ++(kept->duplicate ? counts_.duplicates : counts_.launches);
        with_.log.write(LogLevel::info, kept->duplicate ? "launch_duplicate" : "launch_registered",
                        line);
        respond(said(said_status));
    });
}

/// For whoever wants to know whether the secret is right, such as the page that checks the setup.
void Reception::say_accepted(const http::RequestView&, const http::Respond& respond) {
    respond(said("accepted"));
}

void Reception::say_alive(const http::RequestView&, const http::Respond& respond) {
    respond(said("alive"));
}

void Reception::say_ready(const http::RequestView&, const http::Respond& respond) {
    const auto journal = with_.journal.probe();
    const bool delivering = with_.delivering();
    const bool ready = journal && delivering;
    Json body{{"status", ready ? "ready" : "not ready"},
              {"journal", journal ? "writable" : "cannot be written"},
              {"delivery", delivering ? "running" : "not running"}};
    respond(json_response(ready ? 200 : 503, body));
}

void Reception::refuse(const http::RequestView& request, const http::Respond& respond,
                       std::string_view sentence) {
    respond(refusal(request, {400, std::string(sentence), {}}));
}

http::ServerResponse Reception::refusal(const http::RequestView& request, TurnedAway why) {
    note_refusal(
        why.status, request.peer, why.sentence,
        Json{{"method", cut_utf8(request.method, 16)}, {"path", cut_utf8(request.path, 100)}});
    http::ServerResponse response = json_response(why.status, Json{{"error", why.sentence}});
    response.headers = std::move(why.headers);
    return response;
}

void Reception::note_refusal(int status, std::string_view peer, std::string_view reason,
                             Json line) {
    ++counts_.refused;
    Json whole{{"status", status}};
    whole.update(line);
    whole["peer"] = peer;
    whole["reason"] = reason;
    with_.log.write(LogLevel::warning, "refused", whole);
}

void Reception::journal_failed(const http::Respond& respond, const Error& error) {
    with_.log.write(LogLevel::error, "journal_failed", Json{{"error", sentence(error)}});
    http::ServerResponse response = json_response(
        503, Json{{"error", "The notification could not be kept. Send it again in a moment."}});
    response.headers.emplace_back("Retry-After", "5");
    respond(std::move(response));
}

}  // namespace octospira::recorder
