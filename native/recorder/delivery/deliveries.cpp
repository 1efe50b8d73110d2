#include "native/recorder/delivery/deliveries.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "core/base/text.hpp"
#include "native/recorder/delivery/delivery_report.hpp"
#include "native/recorder/webhook/notification_reader.hpp"

namespace octospira::recorder {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// How often claims are renewed: well within a claim's time.
constexpr milliseconds kRenewal(15'000);
/// How soon a retry is noticed, whichever program it was asked with.
constexpr milliseconds kRetryLook(1'000);
/// The figures are welcome, and no result waits long for them.
constexpr milliseconds kOctoPerfPatience(20'000);
/// How long to leave a journal alone that could not be read or written.
constexpr std::chrono::seconds kJournalPause(1);
/// The longest wait without a look at the journal: another program may have replayed something, and
/// the wall clock may have been set.
constexpr milliseconds kLongestWait(2'000);
/// How long what may not be delivered yet is put aside: kAside, or so long.
constexpr milliseconds kLongestAside(30'000);
constexpr milliseconds kForSlot(10'000);
/// So many put aside in a row, then a breath.
constexpr int kMostAside = 100;
constexpr milliseconds kBreath(50);
/// The wall clock against the steady one; more than this is a step, not a correction.
constexpr milliseconds kClockStep(10'000);

/// The wall clock as it is at `begun`, and from then on steady.
std::function<EpochMs()> running_from(EpochMs now, Breaker::Time begun) {
    return [now, begun] {
        const auto since = steady_clock::now() - begun;
        return now + std::chrono::duration_cast<milliseconds>(since).count();
    };
}

/// What the names of all slots begin with.
constexpr std::string_view kSlot = "slot of ";

/// 0: a product that is not known before Spira is asked.
std::int32_t slot_product(const Breaker::Candidate& candidate) {
    return candidate.product ? candidate.product->value() : 0;
}

std::string slot_name(const Breaker::Candidate& candidate) {
    return concat({kSlot, std::to_string(slot_product(candidate))});
}

}  // namespace

Deliveries::Deliveries(Journal& journal, Log& log, Breaker& breaker, Observer& observer,
                       DeliveryOptions options)
    : journal_(journal),
      log_(log),
      breaker_(breaker),
      observer_(observer),
      options_(std::move(options)),
      windows_(options_.post_window),
      claims_(journal_, log_),
      slots_(options_.workers),
      figures_(options_.figures),
      spira_(host_options(), {breaker, {log, observer}, [this] { spira_changed(); }}),
      settlement_({claims_, breaker, spira_, {log, observer}, options_}),
      tending_([this] { return tend(); },
               [this](const std::string& what) { internal_error(log_, what); }),
      operator_([this] { return look_for_retry(); },
                [this](const std::string& what) { internal_error(log_, what); }) {}

Deliveries::~Deliveries() {
    stop(milliseconds(0));
}

void Deliveries::start() {
    wall_ = options_.clock();
    steady_ = steady_clock::now();
    workers_.reserve(static_cast<std::size_t>(workers()));
    for (int i = 0; i < workers(); ++i) {
        workers_.emplace_back([this] { work(); });
        ++running_;
    }
    tending_.start();
    operator_.start();
    spira_.start();
}

void Deliveries::wake() {
    // While Spira is unreachable, only time wakes the workers.
    if (breaker_.state() != BreakerState::closed) return;
    {
        const std::lock_guard lock(mutex_);
        ++wakes_;
    }
    changed_.notify_all();
}

void Deliveries::spira_changed() {
    wake();
}

void Deliveries::stop(milliseconds grace) {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
    changed_.wait_for(lock, grace, [this] { return running_ == 0; });
    lock.unlock();
    cut_ = true;
    spira_.stop();
    for (std::thread& worker : workers_) worker.join();
    workers_.clear();
    tending_.stop();
    operator_.stop();
    claims_.end();
}

host::HttpHostOptions Deliveries::host_options() {
    host::HttpHostOptions options{
        options_.spira,
        options_.octoperf,
        options_.client,
        [this](milliseconds delay) {
            return sleep(std::chrono::duration_cast<milliseconds>(delay / options_.pace));
        },
        options_.random,
        options_.at};
    options.client.cancelled = [this] { return cut_.load(); };
    options.octoperf_patience = kOctoPerfPatience;
    return options;
}

bool Deliveries::sleep(milliseconds delay) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, delay, [this] { return stopping_; });
}

// ---- the workers

void Deliveries::work() {
    bool over = false;
    while (!over) {
        try {
            DeliveryMemory memory({journal_, hints_, locks_, windows_, options_.at});
            host::HttpHost host(host_options(), memory);
            Bench bench{memory, host};
            work_through(bench);
            over = true;
        } catch (const std::exception& error) {
            internal_error(log_, error.what());
            over = !sleep(kJournalPause);
        }
    }
    const std::lock_guard lock(mutex_);
    --running_;
    changed_.notify_all();
}

void Deliveries::work_through(Bench& bench) {
    while (auto job = next(bench)) one_job(bench, *job);
}

/// Whatever happens, a library's exception included, the delivery is out of this worker's hands at
/// the end.
void Deliveries::one_job(Bench& bench, Job& job) {
    try {
        at_failpoint(options_.at, "claimed");
        bench.memory.begin(job.clock, job.launched);
        CountingHost counting(bench.host);
        const flows::Done done = deliver(bench, job, counting);
        if (!settlement_.settle(bench, job, done, counting.calls())) (void)sleep(kJournalPause);
    } catch (const std::exception& error) {
        internal_error(log_, error.what());
        breaker_.untried(job.candidate, job.pass);
        claims_.give_back(job.pending.id);
        (void)sleep(kJournalPause);
    }
    end(bench, job);
}

flows::Done Deliveries::deliver(Bench& bench, const Job& job, CountingHost& counting) {
    if (!job.request) return {"failed", job.request.error()};
    if (!job.request->enrich) return host::run(flows::record(*job.request), counting);
    const auto turn = figures_.turn(steady_clock::now());
    flows::RecordRequest request = *job.request;
    request.enrich = turn != OctoPerfWatch::Turn::skip;
    flows::Done done = host::run(flows::record(std::move(request)), counting);
    conclude_figures(bench, turn, counting.octoperf(), done);
    return done;
}

/// Figures count as asked for in vain where no call was answered, and where one failed that cost
/// the result a long wait.
void Deliveries::conclude_figures(const Bench& bench, OctoPerfWatch::Turn turn,
                                  const OctoPerfCalls& calls, flows::Done& done) {
    bool told = false;
    const auto waited = bench.host.waited_for_octoperf();
    const bool long_in_vain = calls.trouble && waited >= options_.figures.long_wait;
    if (calls.answered > 0 && !long_in_vain) {
        told = figures_.answered();
    } else if (calls.trouble) {
        told = figures_.failed(turn, waited, log_.cleared(sentence(*calls.trouble)),
                               steady_clock::now());
    } else {
        figures_.untried(turn, steady_clock::now());
    }
    if (told) tell_of_figures(figures_, {log_, observer_});
    if (done.outcome != "recorded") return;
    if (turn == OctoPerfWatch::Turn::skip || calls.trouble)
        done.details["warnings"].push_back(words_about_missing_figures(calls.trouble));
}

void Deliveries::end(Bench& bench, Job& job) {
    const std::string turn = bench.memory.end();
    if (!turn.empty()) claims_.release(turn, false);
    if (job.candidate.product && job.pass == Breaker::Pass::probe) {
        claims_.release(product_name(*job.candidate.product), false);
    }
    leave_slot(job);
    const std::lock_guard lock(mutex_);
    ++wakes_;
    changed_.notify_all();
}

/// The next delivery, claimed for this worker; empty when the recorder stops. mutex_ is not held
/// while the journal is asked: it may be far away, and wake() must never wait for it.
std::optional<Deliveries::Job> Deliveries::next(Bench& bench) {
    while (const auto seen = look()) {
        bool more = false;
        if (auto job = claim(bench, more)) return job;
        wait(*seen, more);
    }
    return std::nullopt;
}

/// How often the workers were woken so far; empty when the recorder stops.
std::optional<std::uint64_t> Deliveries::look() {
    const std::lock_guard lock(mutex_);
    if (stopping_) return std::nullopt;
    return wakes_;
}

/// `more`: there is more that is due, and was not looked at.
std::optional<Deliveries::Job> Deliveries::claim(Bench& bench, bool& more) {
    for (int aside = 0; aside < kMostAside; ++aside) {
        if (breaker_.state() != BreakerState::closed) return std::nullopt;
        // Where so many wait for their product's workers, only what comes last is looked at.
        const bool crowded = claims_.waiting_for(kSlot) >= kMostAside;
        bool newest = crowded;
        {
            const std::lock_guard lock(mutex_);
            // While something fails, what waits longest may be what never succeeds: every other
            // claim takes what came last, so that it is not held up.
            newest |= ++claims_made_ % 2 == 0 && breaker_.anything_fails();
        }
        auto row = claims_.take(options_.clock(), newest);
        if (!row) journal_failed(log_, row.error());
        if (!row || !*row) return std::nullopt;
        if (auto job = take_on(bench, std::move(**row))) return job;
        if (crowded) return std::nullopt;
    }
    more = true;
    return std::nullopt;
}

/// A claimed notification as a job; empty when it may not be delivered now.
std::optional<Deliveries::Job> Deliveries::take_on(Bench& bench, Pending pending) {
    const std::int64_t id = pending.id;
    try {
        Job job = prepare(std::move(pending));
        if (admit(bench, job)) return job;
        leave_slot(job);
        return std::nullopt;
    } catch (const std::exception&) {
        (void)bench.memory.end();
        claims_.give_back(id);
        throw;
    }
}

Deliveries::Job Deliveries::prepare(Pending pending) {
    const auto begun = steady_clock::now();
    const auto clock = running_from(options_.clock(), begun);
    std::optional<TestCaseId> launched;
    auto request = request_of(pending, clock, launched);
    Breaker::Candidate candidate{pending.id, std::nullopt, pending.attempts > 0};
    if (request) candidate.product = flows::product_of(request->notification, request->launch);
    return Job{std::move(pending),
               std::move(request),
               candidate,
               Breaker::Pass::regular,
               begun,
               clock,
               {},
               launched};
}

/// Whether it may be delivered now. Puts it aside, or gives it back, where it may not.
bool Deliveries::admit(Bench& bench, Job& job) {
    return takes_slot(job) && passes(job) && holds_test_case(bench, job);
}

bool Deliveries::takes_slot(Job& job) {
    job.slot = slots_.take(slot_product(job.candidate));
    if (job.slot) return true;
    const std::string name = slot_name(job.candidate);
    claims_.defer(job.pending.id, name, kForSlot);
    // One may have become free before it was put aside.
    if (slots_.has_room(slot_product(job.candidate))) claims_.release(name, false);
    return false;
}

bool Deliveries::passes(Job& job) {
    const auto pass = breaker_.pass(job.candidate, job.begun);
    job.pass = pass.value_or(Breaker::Pass::regular);
    if (pass) return true;
    if (!job.candidate.product || breaker_.state() != BreakerState::closed) {
        claims_.give_back(job.pending.id);
        return false;
    }
    const auto left = std::chrono::duration_cast<milliseconds>(
        breaker_.not_before(job.candidate, job.begun) - job.begun);
    claims_.defer(job.pending.id, product_name(*job.candidate.product),
                  std::clamp(left, kAside, kLongestAside));
    return false;
}

bool Deliveries::holds_test_case(Bench& bench, const Job& job) {
    if (!job.request || !job.request->launch) return true;
    const TestCaseId test_case = job.request->launch->test_case;
    const auto held = bench.memory.hold(test_case);
    if (held && *held) return true;
    breaker_.untried(job.candidate, job.pass);
    if (!held) journal_failed(log_, held.error());
    claims_.defer(job.pending.id, turn_of(test_case.text()), kAside);
    return false;
}

/// The next result of that product may have its worker.
void Deliveries::leave_slot(Job& job) {
    if (!job.slot) return;
    job.slot.reset();
    claims_.release(slot_name(job.candidate), false);
}

/// Until something may be due, or somebody has woken the workers since `seen`.
void Deliveries::wait(std::uint64_t seen, bool more) {
    const EpochMs now = options_.clock();
    milliseconds delay = kLongestWait;
    if (more) {
        delay = kBreath;
    } else {
        const auto next = journal_.with([now](Journal& journal) { return journal.next_due(now); });
        if (!next) delay = kJournalPause;
        if (next && *next) delay = std::min(delay, milliseconds(**next - now));
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, delay, [&] { return stopping_ || wakes_ != seen; });
}

std::chrono::milliseconds Deliveries::tend() {
    watch_clock();
    claims_.renew();
    if (!times_correct_) times_correct_ = correct_times();
    return times_correct_ ? kRenewal : kJournalPause;
}

/// What was written by a wrong clock before this start must not wait for a time far ahead. Not at
/// the start itself: a locked journal must not keep the server from answering.
bool Deliveries::correct_times() {
    const auto corrected = journal_.with([this](Journal& journal) {
        return journal.make_due(options_.clock(), longest_delay(options_.schedule));
    });
    if (!corrected) journal_failed(log_, corrected.error());
    if (corrected) wake();
    return corrected.has_value();
}

/// Times in the journal are the wall clock's. When that was set, what waits is due at once: nobody
/// knows how long it has waited.
void Deliveries::watch_clock() {
    const EpochMs wall = options_.clock();
    const Breaker::Time steady = steady_clock::now();
    const milliseconds step =
        milliseconds(wall - wall_) - std::chrono::duration_cast<milliseconds>(steady - steady_);
    wall_ = wall;
    steady_ = steady;
    if (std::chrono::abs(step) < kClockStep) return;
    log_.write(LogLevel::warning, "clock_set", Json{{"milliseconds", step.count()}});
    const auto made_due =
        journal_.with([wall](Journal& journal) { return journal.make_due(wall, milliseconds(0)); });
    if (!made_due) journal_failed(log_, made_due.error());
    wake();
}

milliseconds Deliveries::look_for_retry() {
    auto asked = journal_.with([](Journal& journal) { return journal.recall(kRetryAsked); });
    if (!asked) return kRetryLook;  // the journal's watch says so
    if (knows_retry_ && *asked != retry_asked_) lift_pauses();
    knows_retry_ = true;
    retry_asked_ = std::move(*asked);
    return kRetryLook;
}

void Deliveries::lift_pauses() {
    log_.write(LogLevel::info, "pauses_lifted", Json::object());
    breaker_.lift(steady_clock::now());
    figures_.lift(steady_clock::now());
    for (const auto& paused : breaker_.paused())
        claims_.release(product_name(paused.product), true);
    spira_.wake();
    wake();
}

// ---- one delivery

Result<flows::RecordRequest> Deliveries::request_of(const Pending& pending,
                                                    const std::function<EpochMs()>& clock,
                                                    std::optional<TestCaseId>& launched) {
    auto read = read_notification(pending.body);
    if (!read) return tl::unexpected(read.error());
    auto* const notification = &read->notification;
    auto launch =
        journal_.with([&](Journal& journal) { return journal.launch_of(pending.bench_result); });
    if (!launch) return tl::unexpected(launch.error());
    launched = test_case_of(*launch);
    if (*launch && !pending.second_verdict) {
        const auto posts =
            journal_.with([&](Journal& journal) { return journal.posts_of(pending.bench_result); });
        if (!posts) return tl::unexpected(posts.error());
        // A launch or an operator named another test case after the run was sent to this one.
        if (const auto sent = test_case_of_intent(*posts, clock())) (*launch)->test_case = *sent;
    }
    const ProductOptions& product = options_.products.of(flows::product_of(*notification, *launch));
    flows::RecordRequest request{std::move(*notification), pending.received, clock(),
                                 std::move(*launch)};
    request.post_window_ms = options_.post_window.count();
    request.second_verdict = pending.second_verdict;
    request.clock = [clock] { return clock(); };
    request.enrich = options_.octoperf.has_value();
    request.caution_on_warnings = product.caution_on_warnings;
    request.release = product.release;
    request.build = product.build || pending.build;
    request.incident_on_failure = product.incident_on_failure;
    request.attach_report = product.attach_report;
    return request;
}

}  // namespace octospira::recorder
