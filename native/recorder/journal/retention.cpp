#include "native/recorder/journal/retention.hpp"

#include <algorithm>
#include <utility>

namespace octospira::recorder {

namespace {

constexpr int kAtOnce = 200;  ///< few enough that nobody waits long for the transaction
constexpr std::chrono::milliseconds kBetween(200);
constexpr std::chrono::minutes kPause(30);
/// How far the clock may be ahead of the newest notification.
constexpr std::chrono::hours kAhead(24);

}  // namespace

Retention::Retention(std::chrono::milliseconds age, Dependencies with)
    : age_(age),
      with_(std::move(with)),
      thread_([this] { return turn(); },
              [this](const std::string& what) { internal_error(with_.log, what); }) {}

std::chrono::milliseconds Retention::turn() {
    if (!std::exchange(begun_, true) && with_.first_pause.count() > 0) return with_.first_pause;
    ListQuery newest;
    newest.limit = 1;
    const auto rows = with_.journal->list(newest);
    if (!rows) {
        journal_failed(with_.log, rows.error());
        return kPause;
    }
    return rows->empty() ? kPause : forget(rows->front().received);
}

std::chrono::milliseconds Retention::forget(EpochMs newest) {
    const EpochMs now = std::min(with_.clock(), newest + std::chrono::milliseconds(kAhead).count());
    const auto gone = with_.journal->forget(now - age_.count(), kAtOnce);
    if (!gone) {
        journal_failed(with_.log, gone.error());
        return kPause;
    }
    forgotten_ += *gone;
    if (*gone == kAtOnce) return kBetween;
    if (forgotten_ > 0) {
        with_.log.write(LogLevel::info, "forgotten", Json{{"notifications", forgotten_}});
    }
    forgotten_ = 0;
    return kPause;
}

}  // namespace octospira::recorder
