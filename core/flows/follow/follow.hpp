#pragma once

#include "core/base/function.hpp"
#include "core/flows/follow/last_run.hpp"

namespace octospira::flows {

/// How a run is watched.
struct FollowHow {
    /// In a dialog, with figures. Where none can be shown: one message with the same figures.
    bool dialog = true;
    /// A stop was asked for: only the state, every 3 s, for 2 min at most; without a dialog
    /// quietly.
    bool stopping = false;
    const Text* note = nullptr;          ///< one line more in the dialog
    const Text* message_note = nullptr;  ///< one sentence more in the message
};

enum class Followed {
    ended,      ///< the run has: its final state stands in it
    detached,   ///< the person closed the dialog, or got the message
    timed_out,  ///< it still goes on after all this time
};

/// Watches a run until it has ended or nobody looks any more: its state, and, while there can be
/// samples, progress and figures, every tenth of its planned duration (3 to 60 s). Its dialog stops
/// the test for a person who may modify test cases. A call that
/// fails is told in the dialog and repeated ever more rarely; 401, 403 and 404 of the run itself
/// end the conversation as "refused". Source: OctoPerf API §3.5–3.8.
[[nodiscard]] Step follow(LastRunPtr run, FollowHow how, Function<Step(Followed)> next);

/// "ended" (details state), "detached" or "timed_out".
[[nodiscard]] Step end_of(const LastRun& run, Followed how);

/// Show Progress. Outcomes: those three, "refused" (error).
[[nodiscard]] Result<Step> open_progress(const PageEvent& event);

}  // namespace octospira::flows
