#include "native/recorder/reception.hpp"

#include <chrono>
#include <utility>

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/flows/verdict.hpp"
#include "core/octoperf/notification.hpp"
#include "native/recorder/notification_reader.hpp"
#include "native/recorder/repair.hpp"

namespace octospira::recorder {

namespace {

/// Longer event names are cut: OctoPerf's have a dozen letters.
constexpr std::size_t kLongestEvent = 64;
/// A test takes longer than this; one that could not be started is known by then.
constexpr std::chrono::milliseconds kFirstPoll(10'000);

/// What became of an arrival, for its answer and the log.
struct Said {
    std::string_view event;
    std::string_view answer;
};
constexpr Said kAccepted{"accepted", R"({"status":"accepted"})"};
constexpr Said kDuplicate{"duplicate", R"({"status":"duplicate"})"};
constexpr Said kIgnored{"ignored", R"({"status":"ignored"})"};
constexpr Said kConflict{"conflict", R"({"status":"conflict"})"};

Refusal cause_of(int status) {
    switch (status) {
        case 401:
            return Refusal::credentials;
        case 403:
            return Refusal::network;
        case 404:
        case 405:
            return Refusal::address;
        case 429:
            return Refusal::limited;
        case 503:
            return Refusal::busy;
        default:
            return Refusal::content;
    }
}

std::string_view content_type_of(const http::RequestView& request) {
    return request.header("Content-Type").value_or(std::string_view());
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
    {"/metrics", "GET", true, &Reception::say_metrics},
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
    // Figures are no secret on this machine; from elsewhere they take the secret.
    if (found.route != nullptr && equals_ignoring_case(request.path, "/metrics") &&
        request.address.is_loopback()) {
        return std::nullopt;
    }
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
    auto read = read_notification(request.body, content_type_of(request));
    if (!read) return refuse(request, respond, sentence(read.error()));
    octoperf::Notification& notification = read->notification;
    if (!notification.bench_result) {  // an event we do not know, and nothing to file it under
        ++counts_.ignored;
        with_.log.write(LogLevel::info, "ignored",
                        Json{{"type", cut_utf8(notification.type, kLongestEvent)},
                             {"reason", flows::why_ignored(notification)}});
        return respond(200, kIgnored.answer);
    }
    note_corrections(notification.bench_result->text(), read->corrections);
    std::string body = std::move(notification.without_account);
    submit(notification, std::move(body), build, respond);
}

void Reception::note_corrections(std::string_view bench_result,
                                 const std::vector<std::string>& corrections) {
    if (corrections.empty()) return;
    const LineLimit::Turn turn = corrected_.take(with_.clock());
    if (!turn.write) return;
    Json line{{"benchResult", bench_result}, {"corrections", corrections}};
    if (turn.left_out > 0) line["leftOut"] = turn.left_out;
    with_.log.write(LogLevel::warning, "body_corrected", line);
}

void Reception::submit(const octoperf::Notification& notification, std::string body, bool build,
                       const http::Respond& respond) {
    NewNotification arrival;
    arrival.bench_result = notification.bench_result->text();
    arrival.event = cut_utf8(notification.type, kLongestEvent);
    arrival.received = with_.clock();
    arrival.body = std::move(body);
    arrival.build = build;
    if (const auto verdict = flows::verdict_of(notification, 0, false)) {
        arrival.verdict = verdict->execution_status;
    } else {
        arrival.note = flows::why_ignored(notification);
    }
    reach(with_.at, "accepted");
    if (!with_.inbox.submit(std::move(arrival), respond))
        come_back(respond, "The journal is behind. Send the notification again later.");
}

void Reception::take_launch(const http::RequestView& request, const http::Respond& respond) {
    auto json = parse_json(request.body);
    std::vector<std::string> corrections;
    if (!json) {
        auto repaired = repair_json(request.body, content_type_of(request));
        if (!repaired) return refuse(request, respond, sentence(json.error()));
        json = std::move(repaired->value);
        corrections = std::move(repaired->corrections);
    }
    const EpochMs now = with_.clock();
    auto launch = flows::launch_from_json(*json, now);
    if (!launch) return refuse(request, respond, sentence(launch.error()));
    note_corrections(launch->bench_result.text(), corrections);
    if (!with_.inbox.submit(NewLaunch{std::move(*launch), now + kFirstPoll.count()}, respond))
        come_back(respond, "The journal is behind. Register the launch again later.");
}

void Reception::kept(const Arrival& arrival, const Result<Kept>& kept,
                     const http::Respond& respond) {
    if (!kept) {
        note_journal_failure(kept.error());
        return come_back(respond, "The notification could not be kept. Send it again in a moment.");
    }
    if (const auto* notification = std::get_if<NewNotification>(&arrival)) {
        return kept_notification(*notification, *kept, respond);
    }
    kept_launch(std::get<NewLaunch>(arrival).launch, *kept, respond);
}

void Reception::note_journal_failure(const Error& error) {
    const LineLimit::Turn turn = journal_failures_.take(with_.clock());
    if (!turn.write) return;
    Json line{{"error", sentence(error)}};
    if (turn.left_out > 0) line["leftOut"] = turn.left_out;
    with_.log.write(LogLevel::error, "journal_failed", line);
}

void Reception::kept_notification(const NewNotification& notification, const Kept& kept,
                                  const http::Respond& respond) {
    const Said* said = &kDuplicate;
    if (kept.duplicate) {
        ++counts_.duplicates;
        with_.metrics.duplicate();
    } else if (kept.state == State::ignored) {
        said = &kIgnored;
        ++counts_.ignored;
        with_.metrics.ignored();
    } else if (kept.state == State::conflict) {
        said = &kConflict;
        ++counts_.conflicts;
        with_.metrics.conflict();
    } else {
        said = &kAccepted;
        ++counts_.accepted;
        with_.metrics.accepted();
    }
    respond(200, said->answer);
    with_.log.append(lines_, said->event,
                     {kept.id, notification.event, notification.bench_result, notification.note});
}

void Reception::kept_launch(const flows::Launch& launch, const Kept& kept,
                            const http::Respond& respond) {
    ++(kept.duplicate ? counts_.duplicates : counts_.launches);
    if (!kept.duplicate) with_.metrics.launch();
    respond(200, (kept.duplicate ? kDuplicate : kAccepted).answer);
    with_.log.write(LogLevel::info, kept.duplicate ? "launch_duplicate" : "launch_registered",
                    Json{{"benchResult", launch.bench_result.text()},
                         {"product", launch.product.value()},
                         {"testCase", launch.test_case.value()}});
}

void Reception::flushed() {
    reach(with_.at, "answered");
    with_.log.write_lines(lines_);
    lines_.clear();
}

/// For whoever wants to know whether the secret is right, such as the page that checks the setup.
void Reception::say_accepted(const http::RequestView&, const http::Respond& respond) {
    respond(200, kAccepted.answer);
}

void Reception::say_alive(const http::RequestView&, const http::Respond& respond) {
    respond(200, R"({"status":"alive"})");
}

void Reception::say_ready(const http::RequestView&, const http::Respond& respond) {
    const Readiness readiness = with_.readiness();
    Json body{{"status", readiness.ready ? "ready" : "not ready"}};
    body.update(readiness.parts);
    respond(readiness.ready ? 200 : 503, to_text(body));
}

void Reception::say_metrics(const http::RequestView&, const http::Respond& respond) {
    respond(http::ServerResponse{200, with_.metrics_text(), Metrics::kContentType});
}

void Reception::refuse(const http::RequestView& request, const http::Respond& respond,
                       std::string_view sentence) {
    respond(refusal(request, {400, std::string(sentence), {}}));
}

http::ServerResponse Reception::refusal(const http::RequestView& request, TurnedAway why) {
    note_refusal(
        why.status, request.peer, why.sentence,
        Json{{"method", cut_utf8(request.method, 16)}, {"path", cut_utf8(request.path, 100)}});
    http::ServerResponse response{why.status, to_text(Json{{"error", why.sentence}})};
    response.headers = std::move(why.headers);
    return response;
}

void Reception::note_refusal(int status, std::string_view peer, std::string_view reason,
                             const Json& line) {
    ++counts_.refused;
    with_.metrics.refused(cause_of(status));
    const LineLimit::Turn turn = refusals_.take(with_.clock());
    if (!turn.write) return;
    Json whole{{"status", status}};
    whole.update(line);
    if (!peer.empty()) whole["peer"] = peer;
    whole["reason"] = reason;
    if (turn.left_out > 0) whole["leftOut"] = turn.left_out;
    with_.log.write(LogLevel::warning, "refused", whole);
}

void Reception::come_back(const http::Respond& respond, std::string_view sentence) {
    note_refusal(503, {}, sentence);
    http::ServerResponse response{503, to_text(Json{{"error", sentence}})};
    response.headers.emplace_back("Retry-After", "5");
    respond(std::move(response));
}

}  // namespace octospira::recorder
