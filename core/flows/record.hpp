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
    bool caution_on_warnings = false;             ///< passed with WARNING alarms → Caution (6)
    std::optional<ReleaseId> release =
        std::nullopt;    ///< a release to record against when the launch has none
    bool build = false;  ///< also record a build of the release (the BuildService path)
};

/// Records a notification's verdict as a test run. Commands: SpiraCall, OctoPerfCall (only with
/// `enrich`), Sleep, Recall and Remember (ledger: keys "run/{bench result}/{test case}" and
/// "build/{bench result}"; hints: property numbers and the previous run's figures).
///
/// Outcomes: "recorded" (details productId, testCaseId, testRunId or null, executionStatusId),
/// "already_recorded" (the same details as far as known), "ignored" (details reason),
/// "failed" (error: retryable kinds may be tried again; nothing is ever recorded twice, because
/// an attempt that ended unclear leaves an intent in the ledger, and the next looks for the marker
/// in Spira before it posts; a run of the stock integration for the same result counts, too).
[[nodiscard]] Step record(RecordRequest request);

/// The same in a page, which has no ledger that lasts: the marker is looked for in Spira first,
/// every time. The test case has been read and OctoPerf been asked already; `launch` is there, and
/// the notification has a verdict. Builds and comparisons with the run before are the recorder's.
[[nodiscard]] Step record_in_page(RecordRequest request, const spira::TestCase& test_case,
                                  const Enrichment& found);

}  // namespace octospira::flows
