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
    void (Reception::*handle)(const http::ServerRequest&, const http::Respond&);
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

Reception::Reception(Doors doors, Surroundings surroundings)
    : doors_(std::move(doors)), with_(std::move(surroundings)) {}

void Reception::handle(http::ServerRequest request, http::Respond respond) {
    std::string allowed;
    for (const Route& route : kRoutes) {
        if (!equals_ignoring_case(route.path, request.path)) continue;
        if (request.method != route.method) {
            allowed += concat({allowed.empty() ? "" : ", ", route.method});
            continue;
        }
        if (route.needs_credentials && !let_in(doors_, request)) {
            return refuse(request, respond, 401,
                          "The secret header, or username and api-key in the URL, are missing or "
                          "wrong. Correct the notification in OctoPerf.",
                          {{"WWW-Authenticate", "Bearer"}});
        }
        return (this->*route.handle)(request, respond);
    }
    if (!allowed.empty()) {
        return refuse(request, respond, 405, "This address takes " + allowed + " only.",
                      {{"Allow", allowed}});
    }
    refuse(request, respond, 404,
           "There is nothing here. OctoPerf's notifications go to "
           "/Services/Webhooks/TestService.svc/OctoPerf.");
}

void Reception::take_test(const http::ServerRequest& request, const http::Respond& respond) {
    take_notification(request, respond, false);
}

void Reception::take_build(const http::ServerRequest& request, const http::Respond& respond) {
    take_notification(request, respond, true);
}

void Reception::take_notification(const http::ServerRequest& request, const http::Respond& respond,
                                  bool build) {
    auto notification = octoperf::parse_notification(request.body);
    if (!notification) return refuse(request, respond, 400, sentence(notification.error()));
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

void Reception::take_launch(const http::ServerRequest& request, const http::Respond& respond) {
    const auto json = parse_json(request.body);
    if (!json) return refuse(request, respond, 400, sentence(json.error()));
    const auto launch = flows::launch_from_json(*json, with_.clock());
    if (!launch) return refuse(request, respond, 400, sentence(launch.error()));
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
void Reception::say_accepted(const http::ServerRequest&, const http::Respond& respond) {
    respond(said("accepted"));
}

void Reception::say_alive(const http::ServerRequest&, const http::Respond& respond) {
    respond(said("alive"));
}

void Reception::say_ready(const http::ServerRequest&, const http::Respond& respond) {
    const auto journal = with_.journal.probe();
    const bool delivering = with_.delivering();
    const bool ready = journal && delivering;
    Json body{{"status", ready ? "ready" : "not ready"},
              {"journal", journal ? "writable" : "cannot be written"},
              {"delivery", delivering ? "running" : "not running"}};
    respond(json_response(ready ? 200 : 503, body));
}

void Reception::refuse(const http::ServerRequest& request, const http::Respond& respond, int status,
                       std::string_view sentence, http::Fields headers) {
    ++counts_.refused;
    with_.log.write(LogLevel::warning, "refused",
                    Json{{"status", status},
                         {"method", cut_utf8(request.method, 16)},
                         {"path", cut_utf8(request.path, 100)},
                         {"peer", request.peer},
                         {"reason", sentence}});
    http::ServerResponse response = json_response(status, Json{{"error", sentence}});
    response.headers = std::move(headers);
    respond(std::move(response));
}

void Reception::journal_failed(const http::Respond& respond, const Error& error) {
    with_.log.write(LogLevel::error, "journal_failed", Json{{"error", sentence(error)}});
    http::ServerResponse response = json_response(
        503, Json{{"error", "The notification could not be kept. Send it again in a moment."}});
    response.headers.emplace_back("Retry-After", "5");
    respond(std::move(response));
}

}  // namespace octospira::recorder
