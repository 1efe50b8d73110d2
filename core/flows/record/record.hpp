#pragma once

#include <optional>
#include <string>

#include "core/base/function.hpp"
#include "core/base/ids.hpp"
#include "core/base/time.hpp"
#include "core/flows/engine/step.hpp"
#include "core/flows/launch/registered_launch.hpp"
#include "core/flows/record/enrich.hpp"
#include "core/octoperf/notification.hpp"
#include "core/spira/test_case.hpp"

namespace octospira::flows {

struct RecordRequest {
    octoperf::Notification notification;
    EpochMs received = 0;                         ///< when the notification came
    EpochMs now = 0;                              ///< of this attempt
    std::optional<Launch> launch = std::nullopt;  ///< from the registry, if the run is in it
    bool enrich = false;                          ///< an OctoPerf key is configured

    // What the product's settings ask for; see product_of.
    bool caution_on_warnings = false;  ///< passed with WARNING alarms → Caution (6)
    std::optional<ReleaseId> release =
        std::nullopt;    ///< a release to record against when the launch has none
    bool build = false;  ///< also record a build of the release (also: the BuildService path)
    /// An incident for a failed result (status Failed), linked to the test case. One for each
    /// streak of failures: the next one only after the test case has passed in between.
    bool incident_on_failure = false;
    bool attach_report = false;  ///< the report's address as a document attached to the run

    /// How long a POST may still be stored after it was sent; 0: as intent.hpp, kPostWindowMs.
    EpochMs post_window_ms = 0;
    /// Record it as an additional run although this bench result already has one, because an
    /// operator wants the second verdict as well.
    bool second_verdict = false;
    /// The current time during the conversation; empty: always `now`.
    Function<EpochMs()> clock = {};
};

/// The product a result belongs to, before any call: the launch's, else that of the first
/// [PR:n] in the report's name; empty if neither is known. For settings that differ by product.
[[nodiscard]] std::optional<ProductId> product_of(const octoperf::Notification& notification,
                                                  const std::optional<Launch>& launch);

/// Records a notification's verdict as a test run, then the optional parts that the product's
/// settings require. Commands: SpiraCall, OctoPerfCall (only with `enrich`), Sleep, Recall and
/// Remember. Steady state, with warm hints: four calls to Spira (the test case, a look for the run,
/// the run, a second look), one or two more for each build, report or incident.
///
/// Ledger keys: "run/{bench result}/{test case}" (with "/{event}" of a second verdict),
/// "build/{bench result}", "report/{bench result}/{test run}", and "streak/{product}/{test case}",
/// the incident of the current streak of failures. Hints: "benchresult-property/{product}" and
/// "figures/{product}/{test case}" (the previous run's).
///
/// Outcomes: "recorded" and "already_recorded" (details below), "ignored" (details reason),
/// "failed" (error: retryable kinds may be tried again). The run is looked for directly before the
/// post; a run of the stock integration for the same result counts, too. An attempt with an unknown
/// outcome leaves an intent in the ledger (intent.hpp): until its time is over nothing is posted
/// again, and an attempt that finds neither the run nor the time over ends with an error whose
/// origin is "post_under_way" and the detail notBefore. What remains are two programs that post
/// within one look; the second look sees both runs and says so in a warning.
///
/// Details: productId, testCaseId, testRunId (or null), executionStatusId (of the run that counts),
/// reportUrl (or null), incidentId (of this result or of its streak, or null), otherTestRunIds
/// (more runs of this result; absent without any), warnings: sentences about optional parts that
/// failed (release, build, test set, report, incident), in English. They are retried when the
/// notification is replayed, except what cannot be added to a run later.
[[nodiscard]] Step record(RecordRequest request);

/// The same in a page, which has no ledger that lasts: the intent is a hint, "posting/{bench
/// result}/{test case}". The test case has been read and OctoPerf been asked already; `launch` is
/// there, and the notification has a verdict. Builds and comparisons with the run before are the
/// recorder's. If the run may be stored late, it says so in a message and keeps searching for it
/// until that is no longer possible. Outcomes: also "not_recorded": Spira has not stored the run.
/// Details: as above, without reportUrl, incidentId and warnings.
[[nodiscard]] Step record_in_page(RecordRequest request, const spira::TestCase& test_case,
                                  const Enrichment& found, Language language);
inline constexpr const char* kNotRecorded = "not_recorded";

}  // namespace octospira::flows
