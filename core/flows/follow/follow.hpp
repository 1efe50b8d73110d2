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
    const Text* note = nullptr;          ///< an additional line in the dialog
    const Text* message_note = nullptr;  ///< an additional sentence in the message
};

enum class Followed {
    ended,      ///< the run has ended: it contains its final state
    detached,   ///< the user closed the dialog, or got the message
    timed_out,  ///< it is still running after the longest wait
};

/// Watches a run until it has ended or the dialog is closed: its state, and, while there can be
/// samples, progress and figures, every tenth of its planned duration (3 to 60 s). Its dialog can
/// stop the test if the user can modify test cases. A failed call is shown in the dialog and
/// retried at growing intervals; 401, 403 and 404 of the run itself end the conversation as
/// "refused". Source: OctoPerf API §3.5–3.8.
[[nodiscard]] Step follow(LastRunPtr run, FollowHow how, Function<Step(Followed)> next);

/// "ended" (details state), "detached" or "timed_out".
[[nodiscard]] Step end_of(const LastRun& run, Followed how);

/// Show Progress. Outcomes: those three, "refused" (error).
[[nodiscard]] Result<Step> open_progress(const PageEvent& event);

}  // namespace octospira::flows
