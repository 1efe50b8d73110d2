#include "native/recorder/delivery/reconciler.hpp"

#include <algorithm>
#include <utility>

#include "core/flows/record/reconcile.hpp"
#include "core/flows/record/verdict.hpp"
#include "core/octoperf/notification.hpp"
#include "native/recorder/no_memory.hpp"

namespace octospira::recorder {

namespace {

constexpr std::chrono::milliseconds kLease(60'000);
/// The longest pause without a look at the journal; another recorder may have left a launch.
constexpr std::chrono::milliseconds kLongestPause(5'000);
constexpr std::chrono::milliseconds kAfterFailure(60'000);
/// A launch whose end nobody could tell for so long is given up.
constexpr std::chrono::hours kGiveUp(7 * 24);

Json about(const Watched& watched) {
    return Json{{"benchResult", watched.launch.bench_result.text()},
                {"product", watched.launch.product.value()},
                {"testCase", watched.launch.test_case.value()}};
}

}  // namespace

Reconciler::Reconciler(host::OctoPerfAccess octoperf, http::ClientOptions client, Dependencies with)
    : with_(std::move(with)),
      memory_(std::make_unique<NoMemory>()),
      thread_([this] { return turn(); },
              [this](const std::string& what) { internal_error(with_.log, what); }) {
    host::HttpHostOptions options;
    options.octoperf = std::move(octoperf);
    options.client = std::move(client);
    options.client.cancelled = [this] { return stopping_.load(); };
    options.sleep = [this](std::chrono::milliseconds delay) { return thread_.sleep(delay); };
    options.random = with_.random;
    host_ = std::make_unique<host::HttpHost>(std::move(options), *memory_);
}

void Reconciler::stop() {
    stopping_ = true;
    thread_.stop();
}

std::chrono::milliseconds Reconciler::turn() {
    const auto watched = with_.journal->claim_launch(with_.clock(), kLease);
    if (!watched) {
        journal_failed(with_.log, watched.error());
        return kLongestPause;
    }
    if (*watched) {
        ask(**watched);
        return std::chrono::milliseconds(0);
    }
    const auto next = with_.journal->next_poll();
    if (!next || !*next) return kLongestPause;
    return std::clamp(std::chrono::milliseconds(**next - with_.clock()),
                      std::chrono::milliseconds(100), kLongestPause);
}

void Reconciler::ask(const Watched& watched) {
    const flows::Launch& launch = watched.launch;
    const flows::Done done =
        host::run(flows::reconcile({launch.bench_result, launch.started, with_.clock(),
                                    watched.expected_ms, launch.product, launch.report_url}),
                  *host_);
    if (done.outcome == host::kInterrupted) return;  // its claim expires
    with_.observer.reconciled(done.outcome);
    if (done.outcome == "ended") return conclude(watched, done.details);
    if (done.outcome == "running") {
        const std::int64_t pause = integer_at(done.details, "pollInMs").value_or(10'000);
        return again(watched, with_.clock() + pause, integer_at(done.details, "expectedMs"));
    }
    if (done.outcome == "gone") {
        with_.log.write(LogLevel::warning, "launch_unknown_to_octoperf", about(watched));
        return again(watched, std::nullopt);
    }
    put_off(watched, done);
}

void Reconciler::conclude(const Watched& watched, const Json& details) {
    NewNotification notification;
    notification.bench_result = watched.launch.bench_result.text();
    notification.event = text_at(details, "type");
    notification.body = text_at(details, "body");
    notification.received = with_.clock();
    notification.reconciled = true;
    const auto parsed = octoperf::parse_notification(notification.body);
    if (const auto verdict = parsed ? flows::verdict_of(*parsed, 0, false) : std::nullopt) {
        notification.verdict = verdict->execution_status;
    }
    const auto kept = with_.journal->keep({notification});
    if (!kept) return journal_failed(with_.log, kept.error());
    Json line{{"delivery", kept->front().id}};
    line.update(about(watched));
    line["type"] = notification.event;
    with_.log.write(LogLevel::info, kept->front().duplicate ? "reconciled_already" : "reconciled",
                    line);
    again(watched, std::nullopt);
    with_.wake();
}

void Reconciler::put_off(const Watched& watched, const flows::Done& done) {
    const EpochMs now = with_.clock();
    const bool over = now - watched.launch.started > std::chrono::milliseconds(kGiveUp).count();
    Json line = about(watched);
    line["error"] = done.error ? sentence(*done.error) : "";
    with_.log.write(LogLevel::warning, over ? "reconciliation_given_up" : "reconciliation_failed",
                    line);
    const auto next = now + host::with_jitter(kAfterFailure, with_.random()).count();
    again(watched, over ? std::nullopt : std::optional<EpochMs>(next));
}

void Reconciler::again(const Watched& watched, std::optional<EpochMs> next,
                       std::optional<std::int64_t> expected_ms) {
    const auto kept = with_.journal->watch(watched.launch.bench_result.text(), next, expected_ms);
    if (!kept) journal_failed(with_.log, kept.error());
}

}  // namespace octospira::recorder
