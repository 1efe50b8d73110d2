#include "native/recorder/webhook/webhook_api.hpp"

#include <chrono>
#include <utility>

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/flows/record/verdict.hpp"
#include "core/octoperf/notification.hpp"
#include "native/recorder/webhook/charset.hpp"
#include "native/recorder/webhook/notification_reader.hpp"
#include "native/recorder/webhook/repair.hpp"

namespace octospira::recorder {

namespace {

/// Longer event names are cut: OctoPerf's have a dozen letters.
constexpr std::size_t kLongestEvent = 64;
/// A test takes longer than this; one that could not be started is known by then.
constexpr std::chrono::milliseconds kFirstPoll(10'000);

constexpr std::string_view kMetrics = "/metrics";

/// What became of an arrival, for its answer and the log.
struct Said {
    std::string_view event;
    std::string_view answer;
};
constexpr Said kAccepted{"accepted", R"({"status":"accepted"})"};
constexpr Said kDuplicate{"duplicate", R"({"status":"duplicate"})"};
constexpr Said kIgnored{"ignored", R"({"status":"ignored"})"};
constexpr Said kConflict{"conflict", R"({"status":"conflict"})"};
constexpr Said kOtherLaunch{
    "conflict",
    R"({"status":"conflict","error":"Another test case is registered for this bench result, and )"
    R"(stays. An operator can assign the result."})"};

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

/// Without slashes that are doubled or at the end: addresses are typed by hand.
std::string plain_path(std::string_view path) {
    std::string plain;
    plain.reserve(path.size());
    for (const char c : path) {
        if (c != '/' || !plain.ends_with('/')) plain += c;
    }
    if (plain.size() > 1 && plain.ends_with('/')) plain.pop_back();
    return plain;
}

bool is_in_address(char c) {
    const char lower = static_cast<char>(c | 0x20);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("._%+-").find(c) != std::string_view::npos;
}

/// With "***" for what may be the account's e-mail.
std::string without_addresses(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool inside = text[at] == '@' && !out.empty() && is_in_address(out.back()) &&
                            at + 1 < text.size() && is_in_address(text[at + 1]);
        if (!inside) {
            out += text[at];
            continue;
        }
        while (!out.empty() && is_in_address(out.back())) out.pop_back();
        out += "***";
        while (at + 1 < text.size() && is_in_address(text[at + 1])) ++at;
    }
    return out;
}

std::string_view content_type_of(const http::RequestView& request) {
    return request.header("Content-Type").value_or(std::string_view());
}

}  // namespace

struct WebhookApi::Route {
    std::string_view path;
    std::string_view method;
    bool needs_credentials;
    void (WebhookApi::*handle)(const http::RequestView&, const http::Respond&);
};

/// Paths are compared without case, as Spira's own server does with its webhooks. HEAD is answered
/// wherever GET is.
const WebhookApi::Route WebhookApi::kRoutes[] = {
    {"/Services/Webhooks/TestService.svc/OctoPerf", "POST", true, &WebhookApi::take_test},
    {"/Services/Webhooks/BuildService.svc/OctoPerf", "POST", true, &WebhookApi::take_build},
    {"/launches", "POST", true, &WebhookApi::take_launch},
    {"/launches", "GET", true, &WebhookApi::say_accepted},
    {"/healthz", "GET", false, &WebhookApi::say_alive},
    {"/readyz", "GET", false, &WebhookApi::say_ready},
    {kMetrics, "GET", true, &WebhookApi::say_metrics},
};

struct WebhookApi::Found {
    const Route* route = nullptr;
    std::string allowed = {};  ///< the methods, where the address is ours and the method is not
    bool open = false;         ///< the address takes no credentials
};

WebhookApi::WebhookApi(AccessControl& access, Dependencies dependencies)
    : access_(access), with_(std::move(dependencies)) {}

WebhookApi::Found WebhookApi::find(const http::RequestView& request) {
    Found found;
    const std::string path = plain_path(request.path);
    const std::string_view method = request.method == "HEAD" ? "GET" : request.method;
    for (const Route& route : kRoutes) {
        if (!equals_ignoring_case(route.path, path)) continue;
        if (method == route.method) return {&route};
        const bool get = route.method == "GET";
        found.open = found.open || !route.needs_credentials;
        found.allowed +=
            concat({found.allowed.empty() ? "" : ", ", route.method, get ? ", HEAD" : ""});
    }
    return found;
}

std::optional<http::ServerResponse> WebhookApi::admit(const http::RequestView& request) {
    const Found found = find(request);
    note_proxy(request);
    if (found.route != nullptr && !found.route->needs_credentials) return std::nullopt;
    // Figures are no secret on this machine; from elsewhere, and through a proxy, they take one.
    const bool local = request.address.is_loopback() && !request.through_proxy;
    if (found.route != nullptr && found.route->path == kMetrics && local) return std::nullopt;
    if (!found.open) {
        if (auto away = access_.check_network(request)) return refusal(request, std::move(*away));
    }
    if (!found.allowed.empty() && request.method == "OPTIONS")
        return http::ServerResponse{204, {}, {}, {{"Allow", found.allowed + ", OPTIONS"}}};
    if (!found.allowed.empty()) {
        const std::string sentence = "This address accepts " + found.allowed + " only.";
        return refusal(request, {405, sentence, {{"Allow", found.allowed}}});
    }
    if (found.route == nullptr) {
        return refusal(request, {404,
                                 "This address does not exist. OctoPerf's notifications go to "
                                 "/Services/Webhooks/TestService.svc/OctoPerf, health checks to "
                                 "/healthz.",
                                 {}});
    }
    if (auto away = access_.check(request)) return refusal(request, std::move(*away));
    return std::nullopt;
}

void WebhookApi::handle(const http::RequestView& request, const http::Respond& respond) {
    const Found found = find(request);
    if (found.route != nullptr) (this->*found.route->handle)(request, respond);
}

void WebhookApi::take_test(const http::RequestView& request, const http::Respond& respond) {
    take_notification(request, respond, false);
}

void WebhookApi::take_build(const http::RequestView& request, const http::Respond& respond) {
    take_notification(request, respond, true);
}

void WebhookApi::take_notification(const http::RequestView& request, const http::Respond& respond,
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

void WebhookApi::note_corrections(std::string_view bench_result,
                                  const std::vector<std::string>& corrections) {
    if (corrections.empty()) return;
    const LogRateLimiter::Turn turn = corrected_.take(with_.clock());
    if (!turn.write) return;
    Json line{{"benchResult", bench_result}, {"corrections", corrections}};
    if (turn.left_out > 0) line["leftOut"] = turn.left_out;
    with_.log.write(LogLevel::warning, "body_corrected", line);
}

void WebhookApi::submit(const octoperf::Notification& notification, std::string body, bool build,
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
    at_failpoint(with_.at, "accepted");
    if (!with_.group_commit.submit(std::move(arrival), respond))
        come_back(respond, "The journal is behind. Send the notification again later.");
}

void WebhookApi::take_launch(const http::RequestView& request, const http::Respond& respond) {
    auto json = is_read_quickly(request.body) ? parse_json(request.body)
                                              : Result<Json>(tl::unexpected(too_large()));
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
    if (!with_.group_commit.submit(NewLaunch{std::move(*launch), now + kFirstPoll.count()},
                                   respond))
        come_back(respond, "The journal is behind. Register the launch again later.");
}

void WebhookApi::kept(const Incoming& arrival, const Result<Stored>& kept,
                      const http::Respond& respond) {
    if (!kept) {
        note_journal_failure(kept.error());
        if (!respond) return;
        return come_back(respond,
                         "The notification could not be stored. Send it again in a moment.");
    }
    if (const auto* notification = std::get_if<NewNotification>(&arrival)) {
        return kept_notification(*notification, *kept, respond);
    }
    kept_launch(std::get<NewLaunch>(arrival).launch, *kept, respond);
}

void WebhookApi::late(const http::Respond& respond) {
    come_back(respond, "The journal is slow. Send it again in a moment.");
}

void WebhookApi::note_journal_failure(const Error& error) {
    const LogRateLimiter::Turn turn = journal_failures_.take(with_.clock());
    if (!turn.write) return;
    Json line{{"error", sentence(error)}};
    if (turn.left_out > 0) line["leftOut"] = turn.left_out;
    with_.log.write(LogLevel::error, "journal_failed", line);
}

void WebhookApi::kept_notification(const NewNotification& notification, const Stored& kept,
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
    if (respond) respond(200, said->answer);
    Json line{{"delivery", kept.id},
              {"type", notification.event},
              {"benchResult", notification.bench_result}};
    if (!notification.note.empty()) line["reason"] = notification.note;
    with_.log.write(LogLevel::info, said->event, line);
}

void WebhookApi::kept_launch(const flows::Launch& launch, const Stored& kept,
                             const http::Respond& respond) {
    const bool other = kept.state == State::conflict;
    ++(kept.duplicate ? counts_.duplicates : counts_.launches);
    if (!kept.duplicate) with_.metrics.launch();
    const Said& said = other ? kOtherLaunch : kept.duplicate ? kDuplicate : kAccepted;
    if (respond) respond(other ? 409 : 200, said.answer);
    with_.log.write(other ? LogLevel::warning : LogLevel::info,
                    other            ? "launch_conflict"
                    : kept.duplicate ? "launch_duplicate"
                                     : "launch_registered",
                    Json{{"benchResult", launch.bench_result.text()},
                         {"product", launch.product.value()},
                         {"testCase", launch.test_case.value()}});
}

/// For whoever wants to know whether the secret is right, such as the page that checks the setup.
void WebhookApi::say_accepted(const http::RequestView&, const http::Respond& respond) {
    respond(200, kAccepted.answer);
}

void WebhookApi::say_alive(const http::RequestView&, const http::Respond& respond) {
    respond(200, R"({"status":"alive"})");
}

void WebhookApi::say_ready(const http::RequestView&, const http::Respond& respond) {
    const Readiness readiness = with_.readiness();
    Json body{{"status", readiness.ready ? "ready" : "not ready"}};
    body.update(readiness.parts);
    respond(readiness.ready ? 200 : 503, to_text(body));
}

void WebhookApi::say_metrics(const http::RequestView&, const http::Respond& respond) {
    respond(http::ServerResponse{200, with_.metrics_text(), Metrics::kContentType});
}

void WebhookApi::refuse(const http::RequestView& request, const http::Respond& respond,
                        std::string_view sentence) {
    if (!request.body.empty()) {
        const Decoded decoded = decode_body(request.body, content_type_of(request));
        with_.group_commit.keep_refused({with_.clock(), std::string(request.peer),
                                         std::string(sentence),
                                         with_.log.cleared(without_addresses(decoded.text))});
    }
    respond(refusal(request, {400, std::string(sentence), {}}));
}

/// Once: until the proxy is trusted, limits and the log see it instead of those behind it.
void WebhookApi::note_proxy(const http::RequestView& request) {
    if (proxy_noted_ || !request.through_proxy || request.from_trusted_proxy) return;
    proxy_noted_ = true;
    with_.log.write(LogLevel::warning, "proxy_not_trusted",
                    Json{{"peer", request.peer},
                         {"reason", "A request came through a proxy that is not in trusted-proxy."},
                         {"advice",
                          "If the proxy is yours, add its address to trusted-proxy: then limits, "
                          "allow-network and the log use the sender's address. Requests for "
                          "/metrics through a proxy need the secret."}});
}

http::ServerResponse WebhookApi::refusal(const http::RequestView& request, Rejection why) {
    note_refusal(
        why.status, request.peer, why.sentence,
        Json{{"method", cut_utf8(request.method, 16)}, {"path", cut_utf8(request.path, 100)}});
    http::ServerResponse response{why.status, to_text(Json{{"error", why.sentence}})};
    response.headers = std::move(why.headers);
    return response;
}

void WebhookApi::note_refusal(int status, std::string_view peer, std::string_view reason,
                              const Json& line) {
    ++counts_.refused;
    with_.metrics.refused(cause_of(status));
    const LogRateLimiter::Turn turn = refusals_.take(with_.clock());
    if (!turn.write) return;
    Json whole{{"status", status}};
    whole.update(line);
    if (!peer.empty()) whole["peer"] = peer;
    whole["reason"] = reason;
    if (turn.left_out > 0) whole["leftOut"] = turn.left_out;
    with_.log.write(LogLevel::warning, "refused", whole);
}

void WebhookApi::come_back(const http::Respond& respond, std::string_view sentence) {
    note_refusal(503, {}, sentence);
    http::ServerResponse response{503, to_text(Json{{"error", sentence}})};
    response.headers.emplace_back("Retry-After", "5");
    respond(std::move(response));
}

}  // namespace octospira::recorder
