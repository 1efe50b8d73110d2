#include "native/recorder/delivery/octoperf_watch.hpp"

#include <algorithm>

namespace octospira::recorder {

OctoPerfWatch::Turn OctoPerfWatch::turn(Time now) {
    const std::lock_guard lock(mutex_);
    if (!pause_) return Turn::regular;
    if (now < pause_->until) return Turn::skip;
    pause_->until = now + length_;  // the others do not wait for how the trial ends
    return Turn::trial;
}

bool OctoPerfWatch::answered() {
    const std::lock_guard lock(mutex_);
    const bool paused = pause_.has_value();
    pause_.reset();
    failures_ = 0;
    return paused;
}

bool OctoPerfWatch::failed(Turn turn, std::chrono::milliseconds waited, const std::string& trouble,
                           Time now) {
    const std::lock_guard lock(mutex_);
    if (pause_ && turn != Turn::trial) return false;  // it began before the pause
    if (!pause_ && ++failures_ < pauses_.failures && waited < pauses_.long_wait) return false;
    const bool begins = !pause_;
    length_ = begins ? pauses_.first : std::min(length_ * 2, pauses_.longest);
    pause_ = {trouble, now + length_};
    return begins;
}

void OctoPerfWatch::untried(Turn turn, Time now) {
    if (turn == Turn::trial) lift(now);
}

void OctoPerfWatch::lift(Time now) {
    const std::lock_guard lock(mutex_);
    if (pause_) pause_->until = std::min(pause_->until, now);
}

std::optional<OctoPerfWatch::Pause> OctoPerfWatch::pause() const {
    const std::lock_guard lock(mutex_);
    return pause_;
}

}  // namespace octospira::recorder
