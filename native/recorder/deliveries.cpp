#include "native/recorder/deliveries.hpp"

#include <algorithm>
#include <utility>

#include "native/recorder/delivery_report.hpp"
#include "native/recorder/notification_reader.hpp"

namespace octospira::recorder {

namespace {

/// A worker that was killed leaves its claim behind for this long.
constexpr std::chrono::milliseconds kLease(45'000);
constexpr std::chrono::milliseconds kRenewal(15'000);
/// The figures are welcome, and no result waits long for them.
constexpr std::chrono::milliseconds kOctoPerfPatience(20'000);
/// How long to leave a journal alone that could not be read or written.
constexpr std::chrono::seconds kJournalPause(1);
/// The longest wait without a look at the journal: another program may have replayed something, and
/// the wall clock may have been set.
constexpr std::chrono::milliseconds kLongestWait(2'000);

}  // namespace

Deliveries::Deliveries(Journal& journal, Log& log, Breaker& breaker, Observer& observer,
                       DeliveryOptions options)
    : journal_(journal),
      log_(log),
      breaker_(breaker),
      observer_(observer),
      options_(std::move(options)),
      renewal_([this] {
          renew_claims();
          return kRenewal;
      }) {}

Deliveries::~Deliveries() {
    stop(std::chrono::milliseconds(0));
}

void Deliveries::start() {
    for (int i = 0; i < options_.workers; ++i) {
        ++running_;
        workers_.emplace_back([this] { work(); });
    }
    renewal_.start();
}

void Deliveries::wake() {
    // While Spira is down, time wakes whoever waits.
    if (breaker_.state() != BreakerState::closed) return;
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
    renewal_.stop();
}

host::HttpHostOptions Deliveries::host_options() {
    host::HttpHostOptions options{
        options_.spira,  options_.octoperf,
        options_.client, [this](std::chrono::milliseconds delay) { return sleep(delay); },
        options_.random, options_.at};
    options.client.cancelled = [this] { return cut_.load(); };
    options.octoperf_patience = kOctoPerfPatience;
    return options;
}

bool Deliveries::sleep(std::chrono::milliseconds delay) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, delay, [this] { return stopping_; });
}

void Deliveries::work() {
    DeliveryMemory memory(
        journal_, hints_, turns_,
        {[this](std::chrono::milliseconds delay) { return sleep(delay); }, options_.at});
    host::HttpHost host(host_options(), memory);
    while (const auto job = next()) {
        reach(options_.at, "claimed");
        deliver(*job, host);
        memory.end();
        const std::lock_guard lock(mutex_);
        std::erase(in_hand_, job->pending.id);
        ++wakes_;
        changed_.notify_all();
    }
    const std::lock_guard lock(mutex_);
    --running_;
    changed_.notify_all();
}

/// Lengthens the claims of what is in hand: a delivery may take longer than a claim lasts.
void Deliveries::renew_claims() {
    std::vector<std::int64_t> ids;
    std::vector<std::int64_t> left;
    {
        const std::lock_guard lock(mutex_);
        ids = in_hand_;
        left = std::exchange(left_, {});
    }
    for (const std::int64_t id : left) give_back(id);
    if (ids.empty()) return;
    const auto renewed =
        journal_.with([&ids](Journal& journal) { return journal.renew(ids, kLease); });
    if (!renewed) journal_failed(log_, renewed.error());
}

/// A claim that stays, because the journal cannot be reached, keeps others from what may be due.
void Deliveries::give_back(std::int64_t id) {
    if (journal_.with([id](Journal& journal) { return journal.give_back(id); })) return;
    const std::lock_guard lock(mutex_);
    left_.push_back(id);
}

/// The next delivery, claimed for this worker; empty when the recorder stops. mutex_ is not held
/// while the journal is asked: it may be far away, and wake() must never wait for it.
std::optional<Deliveries::Job> Deliveries::next() {
    while (const auto seen = look()) {
        if (auto job = claim()) return job;
        wait(*seen);
    }
    return std::nullopt;
}

/// How often the workers were woken so far; empty when the recorder stops.
std::optional<std::uint64_t> Deliveries::look() {
    const std::lock_guard lock(mutex_);
    if (stopping_) return std::nullopt;
    return wakes_;
}

std::optional<Deliveries::Job> Deliveries::claim() {
    const EpochMs now = options_.clock();
    const auto pass = breaker_.pass(now);
    if (!pass) return std::nullopt;
    auto row = journal_.with([now](Journal& journal) { return journal.claim(now, kLease); });
    if (!row) journal_failed(log_, row.error());
    if (!row || !*row) {
        breaker_.untried(*pass);
        return std::nullopt;
    }
    const std::lock_guard lock(mutex_);
    in_hand_.push_back((*row)->id);
    return Job{std::move(**row), *pass, now};
}

/// Until something may be due, or somebody has woken the workers since `seen`.
void Deliveries::wait(std::uint64_t seen) {
    const EpochMs now = options_.clock();
    const auto next = journal_.with([now](Journal& journal) { return journal.next_due(now); });
    std::chrono::milliseconds delay = kLongestWait;
    if (!next) delay = kJournalPause;
    if (next && *next) delay = std::min(delay, std::chrono::milliseconds(**next - now));
    if (const auto until = breaker_.until(); until && *until > now) {
        delay = std::min(delay, std::chrono::milliseconds(*until - now));
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, delay, [&] { return stopping_ || wakes_ != seen; });
}

Result<flows::RecordRequest> Deliveries::request_of(const Pending& pending) {
    auto read = read_notification(pending.body);
    if (!read) return tl::unexpected(read.error());
    auto* const notification = &read->notification;
    auto launch =
        journal_.with([&](Journal& journal) { return journal.launch_of(pending.bench_result); });
    if (!launch) return tl::unexpected(launch.error());
    const ProductOptions& product = options_.products.of(flows::product_of(*notification, *launch));
    flows::RecordRequest request{std::move(*notification), pending.received, options_.clock(),
                                 std::move(*launch)};
    request.enrich = options_.octoperf.has_value();
    request.caution_on_warnings = product.caution_on_warnings;
    request.release = product.release;
    request.build = product.build || pending.build;
    request.incident_on_failure = product.incident_on_failure;
    request.attach_report = product.attach_report;
    return request;
}

void Deliveries::deliver(const Job& job, host::HttpHost& host) {
    auto request = request_of(job.pending);
    if (!request) return settle(job, {"failed", request.error()}, host);
    settle(job, host::run(flows::record(std::move(*request)), host), host);
}

/// Stopping, or the journal cannot be read: not the other side's fault, so not an attempt.
void Deliveries::interrupted(const Job& job, const flows::Done& done) {
    breaker_.untried(job.pass);
    give_back(job.pending.id);
    Json line = about(job.pending);
    line["error"] = done.error ? sentence(*done.error) : "";
    log_.write(LogLevel::warning, "delivery_interrupted", line);
    (void)sleep(kJournalPause);
}

void Deliveries::settle(const Job& job, const flows::Done& done, host::HttpHost& host) {
    const auto retry_after_s = host.take_retry_after_s();
    const std::string trouble = host.take_trouble();
    if (done.outcome == host::kInterrupted) return interrupted(job, done);
    Finished finished{job.pending.id, State::recorded, job.pending.attempts, 0, options_.clock()};
    finished.milliseconds = finished.now - job.begun;
    finished.product = integer_at(done.details, "productId");
    finished.test_case = integer_at(done.details, "testCaseId");
    finished.test_run = integer_at(done.details, "testRunId");
    finished.execution_status = integer_at(done.details, "executionStatusId");
    const BreakerState before = breaker_.state();
    if (done.outcome == "failed") {
        static const Error kUnknown{ErrorKind::protocol, "The delivery failed without a reason.",
                                    "", "recorder"};
        finished.answer = log_.cleared(trouble);
        put_off(job, finished, done.error ? *done.error : kUnknown, retry_after_s);
    } else {
        breaker_.succeeded();
        finished.details = log_.cleared(to_text(done.details));
        if (done.outcome == "ignored") {
            finished.state = State::ignored;
            finished.note = log_.cleared(text_at(done.details, "reason"));
        }
    }
    tell_of_breaker(before, breaker_, finished.now, {log_, observer_});
    reach(options_.at, "before_finish");
    const auto kept = journal_.with([&](Journal& journal) { return journal.finish(finished); });
    reach(options_.at, "after_finish");
    if (!kept && kept.error().kind == ErrorKind::conflict) {
        // This machine stood still for longer than a claim lasts. The ledger has what was done.
        return log_.write(LogLevel::warning, "claim_lost", about(job.pending));
    }
    tell_of_attempt(job.pending, finished, done, {log_, observer_});
    if (kept) return;
    // It stays pending and is delivered again: the ledger then says that it is recorded.
    journal_failed(log_, kept.error());
    give_back(job.pending.id);
    (void)sleep(kJournalPause);
}

void Deliveries::put_off(const Job& job, Finished& finished, const Error& error,
                         std::optional<int> retry_after_s) {
    finished.note = log_.cleared(sentence(error));
    finished.state = State::dead;
    if (!retryable(error)) {
        breaker_.succeeded();  // Spira is there, and says no
        ++finished.attempts;
        return;
    }
    if (error.origin == "journal") {
        breaker_.untried(job.pass);
    } else {
        breaker_.failed(job.pass, finished.now, retry_after_s);
    }
    if (job.pass == Breaker::Pass::probe) {
        finished.state = State::pending;
        finished.next_attempt = std::max(breaker_.until().value_or(0), finished.now + 1000);
        return;
    }
    ++finished.attempts;
    const auto delay =
        delay_after(options_.schedule, finished.attempts, retry_after_s, options_.random());
    if (!delay) return;
    finished.state = State::pending;
    finished.next_attempt = finished.now + delay->count();
}

}  // namespace octospira::recorder
