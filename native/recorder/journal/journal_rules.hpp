#pragma once

#include "native/recorder/journal/journal_entries.hpp"

// What the journals decide, whatever they keep it in.

namespace octospira::recorder {

/// The first notification of a run that carries a verdict.
struct FirstVerdict {
    std::int64_t id = 0;
    std::int64_t verdict = 0;
};

/// What a new notification is kept as. `first`: of its run; empty without one.
struct Classified {
    State state = State::pending;
    std::string note;
};
[[nodiscard]] Classified classify(const NewNotification& notification,
                                  const std::optional<FirstVerdict>& first);

/// What becomes of a launch whose bench result has one, of `there`.
[[nodiscard]] Stored launched_before(const NewLaunch& launch, TestCaseId there);

/// What is written of an attempt. `changed`: of its notification, now; `launch_came`: meanwhile.
[[nodiscard]] Finished as_decided(Finished finished, EpochMs changed, bool launch_came);

/// The error of finish() for an attempt that another one, or an operator, came before.
[[nodiscard]] Error claim_lost(std::int64_t id);

}  // namespace octospira::recorder
