#include "native/recorder/delivery_report.hpp"

#include <algorithm>

namespace octospira::recorder {

Json about(const Pending& pending) {
    return Json{
        {"delivery", pending.id}, {"benchResult", pending.bench_result}, {"type", pending.event}};
}

void tell_of_attempt(const Pending& pending, const Finished& finished, const flows::Done& done,
                     Told told) {
    told.observer.attempted(finished.state);
    Json line = about(pending);
    if (finished.product) line["product"] = *finished.product;
    if (finished.test_case) line["testCase"] = *finished.test_case;
    if (finished.test_run) line["testRun"] = *finished.test_run;
    if (finished.execution_status) line["executionStatus"] = *finished.execution_status;
    switch (finished.state) {
        case State::recorded:
            line["milliseconds"] = finished.now - pending.received;
            if (const Json* warnings = array_at(done.details, "warnings");
                warnings != nullptr && !warnings->empty()) {
                line["warnings"] = told.log.cleared(to_text(*warnings));
            }
            told.observer.delivered(static_cast<double>(finished.now - pending.received) / 1000.0);
            return told.log.write(LogLevel::info, done.outcome, line);
        case State::ignored:
            line["reason"] = finished.note;
            return told.log.write(LogLevel::info, "ignored", line);
        case State::pending:
            line["attempts"] = finished.attempts;
            line["retryInMilliseconds"] = finished.next_attempt - finished.now;
            line["error"] = finished.note;
            return told.log.write(LogLevel::warning, "delivery_failed", line);
        case State::conflict:  // never the end of an attempt, nor is this:
        case State::dismissed:
        case State::dead:
            line["attempts"] = finished.attempts;
            line["error"] = finished.note;
            return told.log.write(LogLevel::error, "delivery_given_up", line);
    }
}

void tell_of_breaker(BreakerState before, const Breaker& breaker, EpochMs now, Told told) {
    const BreakerState state = breaker.state();
    if (state == before) return;
    told.observer.breaker(state);
    if (state == BreakerState::open) {
        const EpochMs until = breaker.until().value_or(0);
        told.log.write(LogLevel::warning, "spira_unavailable",
                       Json{{"retryInMilliseconds", std::max<EpochMs>(0, until - now)}});
    }
    if (state == BreakerState::closed)
        told.log.write(LogLevel::info, "spira_available", Json::object());
}

}  // namespace octospira::recorder
