#include "native/recorder/delivery/spira_watch.hpp"

#include <algorithm>
#include <utility>

#include "core/spira/errors.hpp"

namespace octospira::recorder {

namespace {

/// Spira answers this question in a fraction of a second when it is well.
constexpr std::chrono::milliseconds kPatience(10'000);
constexpr std::chrono::milliseconds kLongestPause(5'000);

Request question_for_spira() {
    return {Method::get, "projects"};
}

Breaker::Time steady_now() {
    return std::chrono::steady_clock::now();
}

}  // namespace

SpiraWatch::SpiraWatch(const host::HttpHostOptions& options, Dependencies with)
    : with_(std::move(with)),
      thread_([this] { return turn(); },
              [this](const std::string& what) { internal_error(with_.told.log, what); }) {
    host::HttpHostOptions own;
    own.spira = options.spira;
    own.client = options.client;
    own.client.total_timeout = std::min(own.client.total_timeout, kPatience);
    own.client.cancelled = [this] { return stopping_.load(); };
    own.random = options.random;
    host_ = std::make_unique<host::HttpHost>(std::move(own), memory_);
}

void SpiraWatch::stop() {
    stopping_ = true;
    thread_.stop();
}

std::chrono::milliseconds SpiraWatch::turn() {
    const auto left = [this] {
        return std::chrono::ceil<std::chrono::milliseconds>(with_.breaker.next_check() -
                                                            steady_now());
    };
    if (with_.breaker.next_check() <= steady_now()) (void)ask();
    return std::clamp(left(), std::chrono::milliseconds(1), kLongestPause);
}

SpiraState SpiraWatch::ask() {
    const Breaker::Time called = steady_now();
    const std::lock_guard lock(asking_);
    if (asked_ < called && !stopping_) {
        asked_ = steady_now();
        question();
    }
    return with_.breaker.spira();
}

void SpiraWatch::question() {
    auto reply = host_->perform(flows::SpiraCall{question_for_spira()});
    if (!reply) return;  // stopping
    if (const auto* const answer = std::get_if<Answer>(&*reply)) conclude(*answer);
}

void SpiraWatch::conclude(const Answer& answer) {
    const SpiraState before = with_.breaker.spira();
    const auto products = spira::rows_of(answer, "Spira GET projects");
    if (products) return answered();
    const Error& error = products.error();
    const bool refused =
        error.kind == ErrorKind::unauthorized || error.kind == ErrorKind::forbidden;
    const std::string words = with_.told.log.cleared(sentence(error));
    {
        const std::lock_guard lock(mutex_);
        trouble_ = words;
    }
    const bool other = refused
                           ? with_.breaker.spira_refused(steady_now())
                           : with_.breaker.spira_unreachable(steady_now(), answer.retry_after_s);
    if (other) tell(before, words);
}

void SpiraWatch::answered() {
    const SpiraState before = with_.breaker.spira();
    {
        const std::lock_guard lock(mutex_);
        trouble_.clear();
    }
    if (with_.breaker.spira_answered(steady_now())) tell(before, "");
}

std::string SpiraWatch::trouble() const {
    const std::lock_guard lock(mutex_);
    return trouble_;
}

void SpiraWatch::tell(SpiraState before, const std::string& error) {
    tell_of_spira(before, with_.breaker, error, with_.told);
    with_.on_change();
}

}  // namespace octospira::recorder
