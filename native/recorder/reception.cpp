#include "native/recorder/reception.hpp"

#include <chrono>
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
/// A test takes longer than this; one that could not be started is known by then.
constexpr std::chrono::milliseconds kFirstPoll(10'000);

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
    const auto verdict = flows::verdict_of(*notification, 0, false);
    std::string event(cut_utf8(notification->type, kLongestEvent));
    if (!notification->bench_result) {  // an event we do not know, and nothing to file it under
        ++counts_.ignored;
        with_.log.write(LogLevel::info, "ignored",
                        Json{{"type", event}, {"reason", flows::why_ignored(*notification)}});
        return respond(said("ignored"));
    }
    std::string reason = verdict ? std::string() : flows::why_ignored(*notification);
    NewNotification arrival;
    arrival.bench_result = notification->bench_result->text();
    arrival.event = event;
    arrival.received = with_.clock();
    arrival.body = std::move(notification->without_account);
    arrival.build = build;
    if (verdict) arrival.verdict = verdict->execution_status;
    reach(with_.at, "accepted");
    const bool taken = with_.inbox.submit(
        std::move(arrival),
        [this, respond, event = std::move(event), reason = std::move(reason),
         bench_result = notification->bench_result->text()](const Result<Kept>& kept) {
            if (!kept) return journal_failed(respond, kept.error());
            const std::string_view status = count(*kept);
            respond(said(status));
            with_.log.append(lines_, status, {kept->id, event, bench_result, reason});
        });
    if (!taken) come_back(respond, "The journal is behind. Send the notification again later.");
}

/// What became of a notification, for its answer and the log.
std::string_view Reception::count(const Kept& kept) {
    if (kept.duplicate) {
        ++counts_.duplicates;
        return "duplicate";
    }
    switch (kept.state) {
        case State::ignored:
            ++counts_.ignored;
            return "ignored";
        case State::conflict:
            ++counts_.conflicts;
            return "conflict";
        default:
            ++counts_.accepted;
            return "accepted";
    }
}

void Reception::flushed() {
    reach(with_.at, "answered");
    with_.log.write_lines(lines_);
    lines_.clear();
}

void Reception::take_launch(const http::ServerRequest& request, const http::Respond& respond) {
    const auto json = parse_json(request.body);
    if (!json) return refuse(request, respond, 400, sentence(json.error()));
    const EpochMs now = with_.clock();
    const auto launch = flows::launch_from_json(*json, now);
    if (!launch) return refuse(request, respond, 400, sentence(launch.error()));
    const Json line{{"benchResult", launch->bench_result.text()},
                    {"product", launch->product.value()},
                    {"testCase", launch->test_case.value()}};
    const bool taken = with_.inbox.submit(
        NewLaunch{*launch, now + kFirstPoll.count()},
        [this, respond, line](const Result<Kept>& kept) {
            if (!kept) return journal_failed(respond, kept.error());
            ++(kept->duplicate ? counts_.duplicates : counts_.launches);
            respond(said(kept->duplicate ? "duplicate" : "accepted"));
            with_.log.write(LogLevel::info,
                            kept->duplicate ? "launch_duplicate" : "launch_registered", line);
        });
    if (!taken) come_back(respond, "The journal is behind. Register the launch again later.");
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
    Json parts = with_.readiness();
    const bool ready = journal && text_at(parts, "delivery") == "running";
    Json body{{"status", ready ? "ready" : "not ready"},
              {"journal", journal ? "writable" : "cannot be written"}};
    body.update(parts);
    respond(json_response(ready ? 200 : 503, body));
}

void Reception::refuse(const http::ServerRequest& request, const http::Respond& respond, int status,
                       std::string_view sentence, http::Fields headers) {
    ++counts_.refused[status];
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
    come_back(respond, "The notification could not be kept. Send it again in a moment.");
}

void Reception::come_back(const http::Respond& respond, std::string_view sentence) {
    ++counts_.refused[503];
    http::ServerResponse response = json_response(503, Json{{"error", sentence}});
    response.headers.emplace_back("Retry-After", "5");
    respond(std::move(response));
}

}  // namespace octospira::recorder
