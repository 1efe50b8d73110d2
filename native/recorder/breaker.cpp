#include "native/recorder/breaker.hpp"

#include <algorithm>

namespace octospira::recorder {

const char* to_string(BreakerState state) {
    switch (state) {
        case BreakerState::closed:
            return "closed";
        case BreakerState::open:
            return "open";
        case BreakerState::half_open:
            return "half open";
    }
    return "open";
}

std::optional<Breaker::Pass> Breaker::pass(EpochMs now) {
    const std::lock_guard lock(mutex_);
    if (state_ == BreakerState::closed) return Pass::regular;
    if (probing_ || now < until_) return std::nullopt;
    state_ = BreakerState::half_open;
    probing_ = true;
    return Pass::probe;
}

void Breaker::succeeded() {
    const std::lock_guard lock(mutex_);
    state_ = BreakerState::closed;
    in_a_row_ = 0;
    pause_ = {};
    probing_ = false;
}

void Breaker::failed(Pass pass, EpochMs now, std::optional<int> retry_after_s) {
    const std::lock_guard lock(mutex_);
    if (pass == Pass::probe) probing_ = false;
    // Others may have been on their way when it opened: they do not lengthen the pause.
    if (pass == Pass::regular && state_ != BreakerState::closed) return;
    if (pass == Pass::regular && ++in_a_row_ < options_.failures) return;
    pause_ = std::clamp(pause_ * 2, options_.first_pause, options_.longest_pause);
    const std::chrono::milliseconds asked = std::chrono::seconds(retry_after_s.value_or(0));
    until_ = now + std::max(pause_, std::min(asked, options_.longest_pause)).count();
    state_ = BreakerState::open;
}

void Breaker::untried(Pass pass) {
    const std::lock_guard lock(mutex_);
    if (pass == Pass::probe) probing_ = false;
}

BreakerState Breaker::state() const {
    const std::lock_guard lock(mutex_);
    return state_;
}

std::optional<EpochMs> Breaker::until() const {
    const std::lock_guard lock(mutex_);
    if (state_ == BreakerState::closed) return std::nullopt;
    return until_;
}

}  // namespace octospira::recorder
