#include "native/recorder/delivery/settlement.hpp"

#include <algorithm>
#include <utility>

#include "core/flows/record/intent.hpp"

namespace octospira::recorder {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// The origin of an error that is the journal's own (flows::record).
constexpr const char* kJournal = "journal";

}  // namespace

bool Settlement::settle(DeliveryBench& bench, const DeliveryJob& job, const flows::Done& done,
                        const SpiraCalls& calls) {
    const Heard heard{calls, bench.host.take_retry_after_s()};
    const std::string trouble = bench.host.take_trouble();
    if (done.outcome == host::kInterrupted) return interrupted(bench, job, done);
    Finished end = finished(job, done);
    if (done.outcome == "failed") {
        end.answer = with_.told.log.cleared(trouble);
        failed(job, end, done, heard);
    } else {
        succeeded(job, end, done, calls);
    }
    return write_down(job, end, done);
}

/// Stopping, another result has the test case, another test case was named for this one, or the
/// journal cannot be read: nobody's fault, so not an attempt.
bool Settlement::interrupted(const DeliveryBench& bench, const DeliveryJob& job,
                             const flows::Done& done) {
    with_.breaker.untried(job.candidate, job.pass);
    if (done.error && done.error->origin == kLockTaken) {
        with_.claims.defer(job.pending.id, bench.memory.wanted(), kAside);
        return true;
    }
    with_.claims.give_back(job.pending.id);
    const bool reassigned = done.error && done.error->origin == kReassigned;
    Json line = about(job.pending);
    line["error"] = done.error ? sentence(*done.error) : "";
    if (reassigned) {
        with_.told.log.write(LogLevel::info, "delivery_reassigned", line);
    } else {
        with_.told.log.write(LogLevel::warning, "delivery_interrupted", line);
    }
    return reassigned;
}

/// What the attempt learnt, as if it had recorded the result.
Finished Settlement::finished(const DeliveryJob& job, const flows::Done& done) const {
    Finished end{job.pending.id, State::recorded, job.pending.attempts, 0, with_.options.clock()};
    end.changed = job.pending.changed;
    end.milliseconds =
        std::chrono::duration_cast<milliseconds>(steady_clock::now() - job.begun).count();
    if (job.request && job.request->launch) {
        end.product = job.request->launch->product.value();
        end.test_case = job.request->launch->test_case.value();
    }
    if (const auto product = integer_at(done.details, "productId")) end.product = product;
    if (const auto id = integer_at(done.details, "testCaseId")) end.test_case = id;
    end.test_run = integer_at(done.details, "testRunId");
    end.execution_status = integer_at(done.details, "executionStatusId");
    return end;
}

bool Settlement::write_down(const DeliveryJob& job, const Finished& finished,
                            const flows::Done& done) {
    at_failpoint(with_.options.at, "before_finish");
    const auto kept = with_.claims.finish(finished);
    at_failpoint(with_.options.at, "after_finish");
    if (!kept && kept.error().kind == ErrorKind::conflict) {
        // This machine stood still for longer than a claim lasts. The ledger has what was done.
        with_.told.log.write(LogLevel::warning, "claim_lost", about(job.pending));
        return true;
    }
    tell_of_attempt(job.pending, finished, done, with_.told);
    if (kept) return true;
    // It stays pending and is delivered again: the ledger then says that it is recorded.
    journal_failed(with_.told.log, kept.error());
    with_.claims.give_back(job.pending.id);
    return false;
}

void Settlement::succeeded(const DeliveryJob& job, Finished& finished, const flows::Done& done,
                           const SpiraCalls& calls) {
    tell_breaker(job, calls);
    Json details = done.details;
    if (done.outcome == "already_recorded") details[kAlreadyRecorded] = true;
    finished.details = with_.told.log.cleared(to_text(details));
    if (done.outcome != "ignored") return;
    finished.state = State::ignored;
    finished.note = with_.told.log.cleared(text_at(done.details, "reason"));
}

void Settlement::tell_breaker(const DeliveryJob& job, const SpiraCalls& calls) {
    if (calls.answered == 0) return with_.breaker.untried(job.candidate, job.pass);
    with_.spira.answered();
    if (!with_.breaker.succeeded(job.candidate)) return;
    const ProductId product = *job.candidate.product;
    tell_of_product(product, with_.breaker, "", with_.told);
    with_.claims.release(product_name(product), true);
}

void Settlement::failed(const DeliveryJob& job, Finished& finished, const flows::Done& done,
                        const Heard& heard) {
    static const Error kUnknown{ErrorKind::protocol, "The delivery failed without a reason.", "",
                                "recorder"};
    const Error& error = done.error ? *done.error : kUnknown;
    finished.note = with_.told.log.cleared(sentence(error));
    finished.state = State::dead;
    if (heard.calls.answered > 0) with_.spira.answered();
    const Blame blame = ask_whose(blame_of(error, heard.calls));
    if (blame == Blame::product || blame == Blame::account) {
        return fail_product(job, finished, blame == Blame::account, heard.retry_after_s);
    }
    with_.breaker.untried(job.candidate, job.pass);
    if (error.origin == flows::kPostUnderWay) {
        const EpochMs over = integer_at(done.details, "notBefore").value_or(0);
        return put_off_freely(finished, until_over(over - job.clock()));
    }
    if (blame == Blame::spira || error.origin == kJournal) {
        return put_off_freely(finished, short_delay());
    }
    if (retryable(error)) return put_off(finished, heard.retry_after_s);
    ++finished.attempts;
}

/// A run that is perhaps being stored is looked for on the short schedule and when its time is
/// over.
milliseconds Settlement::until_over(EpochMs left) const {
    const milliseconds soon = short_delay();
    return left > 0 ? std::min(soon, milliseconds(left)) : soon;
}

/// Where the attempt alone cannot tell, Spira is asked: it may be away, or refuse the account
/// everywhere. Blame::spira then means either, for certain.
Blame Settlement::ask_whose(Blame blame) {
    if (blame != Blame::spira && blame != Blame::account) return blame;
    if (with_.spira.ask() != SpiraState::reachable) return Blame::spira;
    return blame == Blame::account ? Blame::account : Blame::product;
}

void Settlement::fail_product(const DeliveryJob& job, Finished& finished, bool refused,
                              std::optional<int> retry_after_s) {
    const auto now = steady_clock::now();
    const bool paused = with_.breaker.failed(job.candidate, job.pass, refused, now);
    const auto& product = job.candidate.product;
    if (paused) tell_of_product(*product, with_.breaker, finished.note, with_.told);
    const auto until = product ? with_.breaker.until(*product) : std::nullopt;
    if (!until || (job.pass == Breaker::Pass::regular && !paused)) {
        return put_off(finished, retry_after_s, refused);
    }
    const auto left = std::chrono::ceil<milliseconds>(*until - now);
    put_off_freely(finished, std::max(left, short_delay()));
}

/// Costs it an attempt. `for_ever`: the schedule's last delay is repeated, and it is never given
/// up.
void Settlement::put_off(Finished& finished, std::optional<int> retry_after_s, bool for_ever) {
    ++finished.attempts;
    int step = finished.attempts;
    const Schedule& schedule = with_.options.schedule;
    if (for_ever) step = std::min(step, static_cast<int>(schedule.size()));
    const auto delay = delay_after(schedule, step, retry_after_s, with_.options.random());
    if (!delay) return;
    finished.state = State::pending;
    finished.next_attempt = finished.now + delay->count();
}

/// Costs it no attempt.
void Settlement::put_off_freely(Finished& finished, milliseconds delay) const {
    finished.state = State::pending;
    finished.next_attempt = finished.now + delay.count();
}

milliseconds Settlement::short_delay() const {
    return delay_after(with_.options.schedule, 1, std::nullopt, with_.options.random())
        .value_or(milliseconds(1000));
}

}  // namespace octospira::recorder
