#include "native/recorder/retention.hpp"

#include <utility>

namespace octospira::recorder {

namespace {

constexpr int kAtOnce = 200;  ///< few enough that nobody waits long for the transaction
constexpr std::chrono::milliseconds kBetween(200);
constexpr std::chrono::minutes kPause(30);

}  // namespace

Retention::Retention(std::chrono::milliseconds age, Surroundings with)
    : age_(age),
      with_(std::move(with)),
      thread_([this] { return turn(); },
              [this](const std::string& what) { internal_error(with_.log, what); }) {}

std::chrono::milliseconds Retention::turn() {
    const auto gone = with_.journal->forget(with_.clock() - age_.count(), kAtOnce);
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
