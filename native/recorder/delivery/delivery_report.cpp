#include "native/recorder/delivery/delivery_report.hpp"

#include <algorithm>
#include <string_view>

#include "core/base/text.hpp"

namespace octospira::recorder {

namespace {

std::int64_t wait_until(Breaker::Time time) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        time - std::chrono::steady_clock::now());
    return std::max<std::int64_t>(0, left.count());
}

}  // namespace

Json about(const Pending& pending) {
    return Json{
        {"delivery", pending.id}, {"benchResult", pending.bench_result}, {"type", pending.event}};
}

void tell_of_attempt(const Pending& pending, const Finished& finished, const flows::Done& done,
                     Told told) {
    told.observer.attempted(finished.state);
    // The wall clock may have been set back in between.
    const EpochMs waited = std::max<EpochMs>(0, finished.now - pending.received);
    Json line = about(pending);
    if (finished.product) line["product"] = *finished.product;
    if (finished.test_case) line["testCase"] = *finished.test_case;
    if (finished.test_run) line["testRun"] = *finished.test_run;
    if (finished.execution_status) line["executionStatus"] = *finished.execution_status;
    switch (finished.state) {
        case State::recorded:
            line["milliseconds"] = waited;
            if (const Json* warnings = array_at(done.details, "warnings");
                warnings != nullptr && !warnings->empty()) {
                line["warnings"] = told.log.cleared(to_text(*warnings));
            }
            if (array_at(done.details, "otherTestRunIds") != nullptr)
                told.observer.recorded_twice();
            told.observer.delivered(static_cast<double>(waited) / 1000.0);
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

void tell_of_spira(SpiraState before, const Breaker& breaker, const std::string& error, Told told) {
    const SpiraState now = breaker.spira();
    told.observer.breaker(breaker.state());
    told.observer.account_refused(now == SpiraState::refused);
    Json line = Json::object();
    if (!error.empty()) line["error"] = error;
    if (now != SpiraState::reachable)
        line["retryInMilliseconds"] = wait_until(breaker.next_check());
    switch (now) {
        case SpiraState::unreachable:
            return told.log.write(LogLevel::warning, "spira_unavailable", line);
        case SpiraState::refused:
            return told.log.write(LogLevel::error, "spira_account_refused", line);
        case SpiraState::reachable:
            return told.log.write(
                LogLevel::info,
                before == SpiraState::refused ? "spira_account_accepted" : "spira_available", line);
    }
}

void tell_of_product(ProductId product, const Breaker& breaker, const std::string& error,
                     Told told) {
    told.observer.products_paused(breaker.paused().size());
    Json line{{"product", product.value()}};
    if (error.empty()) return told.log.write(LogLevel::info, "product_resumed", line);
    line["error"] = error;
    if (const auto until = breaker.until(product)) line["retryInMilliseconds"] = wait_until(*until);
    told.log.write(LogLevel::warning, "product_paused", line);
}

void tell_of_figures(const OctoPerfWatch& watch, Told told) {
    const auto pause = watch.pause();
    told.observer.figures_paused(pause.has_value());
    if (!pause) return told.log.write(LogLevel::info, "figures_resumed", Json::object());
    told.log.write(
        LogLevel::warning, "figures_paused",
        Json{{"error", pause->trouble}, {"retryInMilliseconds", wait_until(pause->until)}});
}

std::string words_about_missing_figures(const std::optional<Error>& trouble) {
    static constexpr std::string_view kOnly =
        "This run may lack OctoPerf's final figures and alarms: ";
    if (!trouble) return concat({kOnly, "OctoPerf failed before, so it was not asked."});
    return concat({kOnly, sentence(*trouble)});
}

std::string words_about_spira(const Breaker& breaker) {
    switch (breaker.spira()) {
        case SpiraState::unreachable:
            return "unreachable, deliveries queued";
        case SpiraState::refused:
            return "rejects the account, deliveries queued";
        case SpiraState::reachable:
            break;
    }
    std::string products;
    for (const Breaker::PausedProduct& paused : breaker.paused()) {
        products += products.empty() ? "product " : ", product ";
        products += paused.product.text();
        if (paused.refused) products += " (access refused)";
    }
    return products.empty() ? "reachable" : "reachable; failing: " + products;
}

}  // namespace octospira::recorder
