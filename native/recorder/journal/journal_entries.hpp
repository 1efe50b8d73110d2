#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/time.hpp"
#include "core/flows/launch/registered_launch.hpp"

// What goes into a journal and what comes out of it.

namespace octospira::recorder {

/// The state of a notification. `recorded`: it is in Spira. `ignored`: it has no verdict, repeats
/// another one's, or belongs to no test case in Spira. `conflict`: an earlier notification of the
/// same run has another verdict; kept for an operator. `dead`: it could not be delivered; kept for
/// an operator. `dismissed`: an operator decided not to record a dead or conflicting one.
enum class State { pending, recorded, ignored, conflict, dead, dismissed };
[[nodiscard]] const char* to_string(State state);
/// "pending" → State::pending; empty for any other text.
[[nodiscard]] std::optional<State> state_from(std::string_view text);

struct NewNotification {
    std::string bench_result;
    std::string event;  ///< as OctoPerf wrote it, truncated to 64 bytes
    EpochMs received = 0;
    std::string body;                           ///< without the account's e-mail
    bool build = false;                         ///< sent to the BuildService path
    std::optional<int> verdict = std::nullopt;  ///< Spira's status, if it carries one
    bool reconciled = false;  ///< OctoPerf was polled because no notification had arrived
    std::string note = {};    ///< why it has no verdict, if it has none
};

/// A launch from the registry, as it is kept; `next_poll` is when OctoPerf is asked about it first.
struct NewLaunch {
    flows::Launch launch;
    EpochMs next_poll = 0;
};

/// What was accepted.
using Incoming = std::variant<NewNotification, NewLaunch>;

struct Stored {
    std::int64_t id = 0;     ///< of the notification: the delivery id of the log; 0 for a launch
    bool duplicate = false;  ///< it already existed, and nothing has changed
    State state = State::pending;  ///< of a new notification: pending, ignored or conflict
};

/// A notification to deliver.
struct Pending {
    std::int64_t id = 0;
    std::string bench_result;
    std::string event;
    EpochMs received = 0;
    std::string body;
    bool build = false;
    int attempts = 0;  ///< those that have failed so far
    /// An operator replayed a conflict: this verdict is to be recorded as a run of its own,
    /// although another run of this bench result has been recorded.
    bool second_verdict = false;
    EpochMs changed = 0;  ///< for Finished
};

/// In the details of a recorded one: true when its run was found in Spira instead of posted.
inline constexpr const char* kAlreadyRecorded = "alreadyRecorded";
/// Whether details, JSON or empty, say so.
[[nodiscard]] bool found_in_spira(const std::string& details);

/// How an attempt ended, as stored.
struct Finished {
    std::int64_t id = 0;
    State state = State::pending;
    int attempts = 0;
    EpochMs next_attempt = 0;  ///< of a pending one
    EpochMs now = 0;
    std::string note = {};          ///< the error or the reason, as shown to the operator
    std::string answer = {};        ///< the server's last answer, if it failed
    std::int64_t milliseconds = 0;  ///< the attempt took
    std::string details = {};       ///< of a recorded one: JSON, see flows/record.hpp
    std::optional<std::int64_t> product = std::nullopt;
    std::optional<std::int64_t> test_case = std::nullopt;
    std::optional<std::int64_t> test_run = std::nullopt;
    std::optional<std::int64_t> execution_status = std::nullopt;
    /// Pending::changed of what was claimed. If an operator has assigned the notification since, an
    /// attempt that did not record it is repeated. Empty: not compared.
    std::optional<EpochMs> changed = std::nullopt;
};

/// The note of one that was recorded while an operator assigned it.
inline constexpr const char* kAssignedTooLate =
    "It was assigned while it was being recorded. The run is in the test case shown here.";

/// Keys "run/{bench result}/{test case}" of the ledger and what they hold (flows/record.hpp).
using LedgerEntries = std::vector<std::pair<std::string, std::string>>;

/// What is stored before a run of this result is posted.
struct RunIntent {
    std::string bench_result;
    std::string key;  ///< ledger key, and the value to store
    std::string text;
    /// The test case of the result's launch when the attempt began; empty: it had none.
    std::optional<TestCaseId> launched = std::nullopt;
};

/// Whether a run is being posted, or may still be stored.
[[nodiscard]] bool is_posting(const LedgerEntries& posts, EpochMs now);
/// Empty without a launch.
[[nodiscard]] std::optional<TestCaseId> test_case_of(const std::optional<flows::Launch>& launch);
/// The test case to which a run is being posted, or was posted with an unknown outcome less than an
/// hour ago; empty without one. The run is looked for there before anything else.
[[nodiscard]] std::optional<TestCaseId> test_case_of_intent(const LedgerEntries& posts,
                                                            EpochMs now);
/// The range of a bench result's ledger keys: from the first up to, not including, the second.
[[nodiscard]] std::pair<std::string, std::string> run_keys(std::string_view bench_result);
/// The error of an assignment during that: conflict.
[[nodiscard]] Error being_recorded(std::int64_t id);

/// A launch whose result has not arrived.
struct Watched {
    flows::Launch launch;
    std::optional<std::int64_t> expected_ms = std::nullopt;  ///< how long the test should take
};

/// A launch without a verdict yet, as an operator sees it.
struct Expected {
    flows::Launch launch;
    /// When the test should end, by its planned duration. Empty: not yet known from OctoPerf.
    std::optional<EpochMs> due = std::nullopt;
    /// Whether the result should have arrived kOverdueAfter ago. Without a due time: it was started
    /// kOverdueWithoutPlan ago.
    bool overdue = false;
};
inline constexpr EpochMs kOverdueAfter = 15LL * 60 * 1000;
inline constexpr EpochMs kOverdueWithoutPlan = 24LL * 60 * 60 * 1000;
/// Older launches without a verdict are not expected any more.
inline constexpr EpochMs kExpectedFor = 7LL * 24 * 60 * 60 * 1000;

/// `expected_ms`: the planned duration; empty or 0: not known.
[[nodiscard]] Expected expected_of(flows::Launch launch, std::optional<std::int64_t> expected_ms,
                                   EpochMs now);

/// A body that an authenticated sender sent and that could not be read.
struct RefusedBody {
    EpochMs received = 0;
    std::string peer;    ///< the sender's address
    std::string reason;  ///< why it was refused
    std::string body;    ///< cut to kLongestRefused bytes
    std::int64_t id = 0;
    std::int64_t bytes = 0;  ///< of the whole body; keep_refused() counts them
};
inline constexpr std::size_t kLongestRefused = 64 * 1024;

/// An operator's reason for dismissing a notification.
struct Dismissal {
    std::string reason;
    std::string by = {};  ///< the operator, e.g. a login name; "" if unknown
};

/// The test run in Spira that a dead or conflicting notification already has.
struct Recognised {
    std::int64_t test_run = 0;
    std::string details = {};  ///< JSON, see flows/record.hpp
    std::optional<std::int64_t> product = std::nullopt;
    std::optional<std::int64_t> test_case = std::nullopt;
    std::optional<std::int64_t> execution_status = std::nullopt;
};

/// How many notifications are in each state.
struct StateCounts {
    std::int64_t pending = 0;
    std::int64_t recorded = 0;
    std::int64_t ignored = 0;
    std::int64_t conflict = 0;
    std::int64_t dead = 0;
    std::optional<EpochMs> oldest_pending = std::nullopt;  ///< when it was received
    std::int64_t dismissed = 0;
};

/// A notification as an operator sees it in a list.
struct DeliverySummary {
    std::int64_t id = 0;
    std::string bench_result;
    std::string event;
    State state = State::pending;
    EpochMs received = 0;
    EpochMs changed = 0;
    EpochMs next_attempt = 0;
    int attempts = 0;  ///< failed since it arrived or was replayed
    bool build = false;
    bool reconciled = false;
    std::string note;
    std::string details;  ///< JSON or empty
    std::optional<std::int64_t> product;
    std::optional<std::int64_t> test_case;
    std::optional<std::int64_t> test_run;
    std::optional<std::int64_t> execution_status;
    std::optional<std::int64_t> verdict =
        std::nullopt;             ///< the status that the notification carries
    bool second_verdict = false;  ///< see Pending
    std::string reason = {};      ///< why it was dismissed; stays when it is replayed
    std::string reason_by = {};   ///< who dismissed it; "" when not known
    EpochMs reason_at = 0;        ///< when it was dismissed
};

struct Attempt {
    int number = 0;
    EpochMs at = 0;
    std::int64_t milliseconds = 0;
    State state = State::pending;  ///< the notification's state after it
    std::string note;
    std::string answer;
};

/// One notification with everything stored about it.
struct DeliveryDetail {
    DeliverySummary row;
    std::string body;
    std::vector<Attempt> attempts;
    std::optional<flows::Launch> launch;
    std::vector<std::int64_t> siblings;  ///< other notifications of the same run
};

struct ListQuery {
    std::optional<State> state = std::nullopt;  ///< empty: all
    std::string bench_result = {};              ///< empty: all
    std::int64_t before = 0;                    ///< only ids below this one; 0: from the newest on
    int limit = 50;
    std::optional<std::int64_t> product = std::nullopt;    ///< of the result or of its launch
    std::optional<std::int64_t> test_case = std::nullopt;  ///< of the result or of its launch
    std::optional<EpochMs> from = std::nullopt;            ///< received then or later
    std::optional<EpochMs> to = std::nullopt;              ///< received before then
};

}  // namespace octospira::recorder
