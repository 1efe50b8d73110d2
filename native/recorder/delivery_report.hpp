#pragma once

#include "core/flows/record.hpp"
#include "native/recorder/breaker.hpp"
#include "native/recorder/journal_entries.hpp"
#include "native/recorder/log.hpp"
#include "native/recorder/observer.hpp"

namespace octospira::recorder {

/// Who is told of deliveries.
struct Told {
    Log& log;
    Observer& observer;
};

/// What names a delivery in a line of the log.
[[nodiscard]] Json about(const Pending& pending);

/// How an attempt ended: one line of the log, and the figures.
void tell_of_attempt(const Pending& pending, const Finished& finished, const flows::Done& done,
                     Told told);

/// That Spira is away, or there again, when the breaker's state is another than before.
void tell_of_breaker(BreakerState before, const Breaker& breaker, EpochMs now, Told told);

}  // namespace octospira::recorder
