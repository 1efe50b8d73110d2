#include "native/recorder/deliveries.hpp"

#include <algorithm>
#include <utility>

namespace octospira::recorder {

namespace {

/// A bench result may have this many notifications waiting: passed, failed, error and ended.
constexpr int kEventsPerResult = 4;
/// How long to leave a journal alone that could not be read or written.
constexpr std::chrono::seconds kJournalPause(1);
/// The longest wait without a look at the journal; the wall clock may have been set meanwhile.
constexpr std::chrono::milliseconds kLongestWait(30'000);

Json about(const Pending& pending) {
    return Json{
        {"delivery", pending.id}, {"benchResult", pending.bench_result}, {"type", pending.event}};
}

}  // namespace

Deliveries::Deliveries(Journal& journal, Log& log, DeliveryOptions options)
    : journal_(journal), log_(log), options_(std::move(options)) {}

Deliveries::~Deliveries() {
    stop(std::chrono::milliseconds(0));
}

void Deliveries::start() {
    for (int i = 0; i < options_.workers; ++i) {
        ++running_;
        workers_.emplace_back([this] { work(); });
    }
}

void Deliveries::wake() {
    {
        const std::lock_guard lock(mutex_);
        ++wakes_;
    }
    changed_.notify_all();
}

void Deliveries::stop(std::chrono::milliseconds grace) {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
    changed_.wait_for(lock, grace, [this] { return running_ == 0; });
    lock.unlock();
    cut_ = true;
    for (std::thread& worker : workers_) worker.join();
    workers_.clear();
}

host::HttpHostOptions Deliveries::host_options() {
    host::HttpHostOptions options{options_.spira, options_.octoperf, options_.client,
                                  [this](std::chrono::milliseconds delay) { return sleep(delay); },
                                  options_.random};
    options.client.cancelled = [this] { return cut_.load(); };
    return options;
}

bool Deliveries::sleep(std::chrono::milliseconds delay) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, delay, [this] { return stopping_; });
}

void Deliveries::work() {
    DeliveryMemory memory(journal_, hints_, turns_);
    host::HttpHost host(host_options(), memory);
    while (const auto pending = next()) {
        deliver(*pending, host);
        memory.end();
        const std::lock_guard lock(mutex_);
        in_hand_.erase(pending->bench_result);
        ++wakes_;
        changed_.notify_all();
    }
    const std::lock_guard lock(mutex_);
    --running_;
    changed_.notify_all();
}

/// The next delivery, claimed for this worker; empty when the recorder stops.
std::optional<Pending> Deliveries::next() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        if (auto pending = claim()) return pending;
        wait(lock);
    }
    return std::nullopt;
}

/// Called with mutex_ held, so that no two workers claim the same.
std::optional<Pending> Deliveries::claim() {
    // Enough rows that not all of them can belong to results that are in hand.
    const int limit = static_cast<int>(in_hand_.size()) * kEventsPerResult + 1;
    auto rows =
        journal_.with([&](Journal& journal) { return journal.due(options_.clock(), limit); });
    if (!rows) {
        log_.write(LogLevel::error, "journal_failed", Json{{"error", sentence(rows.error())}});
        return std::nullopt;
    }
    for (Pending& row : *rows) {
        if (in_hand_.insert(row.bench_result).second) return std::move(row);
    }
    return std::nullopt;
}

void Deliveries::wait(std::unique_lock<std::mutex>& lock) {
    const EpochMs now = options_.clock();
    const auto next = journal_.with([now](Journal& journal) { return journal.next_due(now); });
    std::chrono::milliseconds delay = kLongestWait;
    if (!next) delay = kJournalPause;
    if (next && *next) delay = std::min(delay, std::chrono::milliseconds(**next - now));
    const std::uint64_t seen = wakes_;
    changed_.wait_for(lock, delay, [&] { return stopping_ || wakes_ != seen; });
}

Result<flows::RecordRequest> Deliveries::request_of(const Pending& pending) {
    auto notification = octoperf::parse_notification(pending.body);
    if (!notification) return tl::unexpected(notification.error());
    auto launch =
        journal_.with([&](Journal& journal) { return journal.launch_of(pending.bench_result); });
    if (!launch) return tl::unexpected(launch.error());
    flows::RecordRequest request{std::move(*notification), pending.received, options_.clock(),
                                 std::move(*launch)};
    request.enrich = options_.octoperf.has_value();
    request.caution_on_warnings = options_.caution_on_warnings;
    request.release = options_.release;
    request.build = pending.build;
    return request;
}

void Deliveries::deliver(const Pending& pending, host::HttpHost& host) {
    auto request = request_of(pending);
    if (!request) return settle(pending, {"failed", request.error()}, std::nullopt);
    const flows::Done done = host::run(flows::record(std::move(*request)), host);
    settle(pending, done, host.take_retry_after_s());
}

void Deliveries::settle(const Pending& pending, const flows::Done& done,
                        std::optional<int> retry_after_s) {
    if (done.outcome == host::kInterrupted) {
        Json line = about(pending);
        line["error"] = done.error ? sentence(*done.error) : "";
        log_.write(LogLevel::warning, "delivery_interrupted", line);
        // Stopping, or the journal cannot be read: not the other side's fault, so not an attempt.
        (void)sleep(kJournalPause);
        return;
    }
    Finished finished{pending.id, State::recorded, pending.attempts, 0, options_.clock(), {}};
    finished.product = integer_at(done.details, "productId");
    finished.test_case = integer_at(done.details, "testCaseId");
    finished.test_run = integer_at(done.details, "testRunId");
    finished.execution_status = integer_at(done.details, "executionStatusId");
    if (done.outcome == "ignored") {
        finished.state = State::ignored;
        finished.note = log_.cleared(text_at(done.details, "reason"));
    } else if (done.outcome == "failed") {
        static const Error kUnknown{ErrorKind::protocol, "The delivery failed without a reason.",
                                    "", "recorder"};
        put_off(finished, done.error ? *done.error : kUnknown, retry_after_s);
    }
    const auto kept = journal_.with([&](Journal& journal) { return journal.finish(finished); });
    report(pending, finished, done);
    if (kept) return;
    // It stays pending and is delivered again: the ledger then says that it is recorded.
    log_.write(LogLevel::error, "journal_failed", Json{{"error", sentence(kept.error())}});
    (void)sleep(kJournalPause);
}

void Deliveries::put_off(Finished& finished, const Error& error, std::optional<int> retry_after_s) {
    ++finished.attempts;
    finished.note = log_.cleared(sentence(error));
    finished.state = State::dead;
    if (!retryable(error.kind)) return;
    const auto delay =
        delay_after(options_.schedule, finished.attempts, retry_after_s, options_.random());
    if (!delay) return;
    finished.state = State::pending;
    finished.next_attempt = finished.now + delay->count();
}

void Deliveries::report(const Pending& pending, const Finished& finished, const flows::Done& done) {
    Json line = about(pending);
    if (finished.product) line["product"] = *finished.product;
    if (finished.test_case) line["testCase"] = *finished.test_case;
    if (finished.test_run) line["testRun"] = *finished.test_run;
    if (finished.execution_status) line["executionStatus"] = *finished.execution_status;
    switch (finished.state) {
        case State::recorded:
            line["milliseconds"] = finished.now - pending.received;
            return log_.write(LogLevel::info, done.outcome, line);
        case State::ignored:
            line["reason"] = finished.note;
            return log_.write(LogLevel::info, "ignored", line);
        case State::pending:
            line["attempts"] = finished.attempts;
            line["retryInMilliseconds"] = finished.next_attempt - finished.now;
            line["error"] = finished.note;
            return log_.write(LogLevel::warning, "delivery_failed", line);
        case State::dead:
            line["attempts"] = finished.attempts;
            line["error"] = finished.note;
            return log_.write(LogLevel::error, "delivery_given_up", line);
    }
}

}  // namespace octospira::recorder
