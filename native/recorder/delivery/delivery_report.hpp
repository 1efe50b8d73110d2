#pragma once

#include <optional>
#include <string>

#include "core/flows/record/record.hpp"
#include "native/recorder/delivery/breaker.hpp"
#include "native/recorder/delivery/octoperf_watch.hpp"
#include "native/recorder/journal/journal_entries.hpp"
#include "native/recorder/log.hpp"
#include "native/recorder/observer.hpp"

namespace octospira::recorder {

/// The receivers of delivery events.
struct Told {
    Log& log;
    Observer& observer;
};

/// The members that identify a delivery in a log line.
[[nodiscard]] Json about(const Pending& pending);

/// How an attempt ended: one line of the log, and the figures.
void tell_of_attempt(const Pending& pending, const Finished& finished, const flows::Done& done,
                     Told told);

/// Spira's state as a whole, which has changed; `error`: the reason, if it is bad.
void tell_of_spira(SpiraState before, const Breaker& breaker, const std::string& error, Told told);

/// A product was paused, because of `error`, or is delivered to again when that is empty.
void tell_of_product(ProductId product, const Breaker& breaker, const std::string& error,
                     Told told);

/// Results are recorded without OctoPerf's figures from now on, or with them again.
void tell_of_figures(const OctoPerfWatch& watch, Told told);

/// The warning of a result without figures although they were wanted. `trouble`: the failure; empty
/// if OctoPerf was not called.
[[nodiscard]] std::string words_about_missing_figures(const std::optional<Error>& trouble);

/// "reachable", "unreachable, deliveries queued", "rejects the account, deliveries queued", or
/// "reachable; failing: product 3, product 5 (access refused)".
[[nodiscard]] std::string words_about_spira(const Breaker& breaker);

}  // namespace octospira::recorder
