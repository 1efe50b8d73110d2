#pragma once

#include <optional>
#include <string>

#include "core/base/ids.hpp"
#include "core/base/time.hpp"
#include "core/flows/enrich.hpp"
#include "core/flows/registered_launch.hpp"
#include "core/flows/step.hpp"
#include "core/octoperf/notification.hpp"
#include "core/spira/test_case.hpp"

namespace octospira::flows {

struct RecordRequest {
    octoperf::Notification notification;
    EpochMs received = 0;                         ///< when the notification came
    EpochMs now = 0;                              ///< of this attempt
    std::optional<Launch> launch = std::nullopt;  ///< of the registry, when it knows the run
    bool enrich = false;                          ///< an OctoPerf key is there to ask with

    // What the product's settings ask for; see product_of.
    bool caution_on_warnings = false;  ///< passed with WARNING alarms → Caution (6)
    std::optional<ReleaseId> release =
        std::nullopt;    ///< a release to record against when the launch has none
    bool build = false;  ///< also record a build of the release (also: the BuildService path)
    /// An incident for a failed result (status Failed), linked to the test case. One for each
    /// streak of failures: the next one only after the test case has passed in between.
    bool incident_on_failure = false;
    bool attach_report = false;  ///< the report's address as a document attached to the run
};

/// The product a result belongs to, before anything is asked: the launch's, else that of the first
/// [PR:n] in the report's name; empty where neither tells. For settings that differ by product.
[[nodiscard]] std::optional<ProductId> product_of(const octoperf::Notification& notification,
                                                  const std::optional<Launch>& launch);

/// Records a notification's verdict as a test run, then what the product's settings ask for beside
/// it. Commands: SpiraCall, OctoPerfCall (only with `enrich`), Sleep, Recall and Remember.
/// Steady state, with warm hints: two calls to Spira, one more for each build, report or incident.
///
/// Ledger keys: "run/{bench result}/{test case}", "build/{bench result}",
/// "report/{bench result}/{test case}", "incident/{bench result}/{test case}", and
/// "streak/{product}/{test case}", the incident of the failures that go on. Hints:
/// "benchresult-property/{product}", "figures/{product}/{test case}" (the previous run's) and
/// "last/{product}/{test case}" (the execution date that our last run gave the test case).
///
/// Outcomes: "recorded" and "already_recorded" (details below), "ignored" (details reason),
/// "failed" (error: retryable kinds may be tried again; nothing is ever recorded twice, because
/// an attempt that ended unclear leaves an intent in the ledger, and the next looks for the marker
/// in Spira before it posts; a run of the stock integration for the same result counts, too).
///
/// Details: productId, testCaseId, testRunId (or null), executionStatusId, reportUrl (or null),
/// incidentId (of this result or of its streak, or null), warnings: sentences about what could not
/// be done beside the run (release, build, report, incident), in English. What a warning names is
/// tried again when the notification is replayed.
[[nodiscard]] Step record(RecordRequest request);

/// The same in a page, which has no ledger that lasts: the marker is looked for in Spira first,
/// every time. The test case has been read and OctoPerf been asked already; `launch` is there, and
/// the notification has a verdict. Builds and comparisons with the run before are the recorder's.
[[nodiscard]] Step record_in_page(RecordRequest request, const spira::TestCase& test_case,
                                  const Enrichment& found);

}  // namespace octospira::flows
