#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "core/base/result.hpp"
#include "native/recorder/failpoints.hpp"
#include "native/recorder/journal/journal_entries.hpp"

namespace octospira::recorder {

/// For make_due(): how far a stored time may be ahead of another machine's clock; no launch is
/// polled later than that.
inline constexpr std::chrono::minutes kClockTolerance(1);
inline constexpr std::chrono::minutes kLongestPoll(10);

/// Of the ledger: how often retry_now() was called.
inline constexpr const char* kRetryAsked = "retry";

/// One connection to the recorder's store: notifications, their outcomes, launches, and the ledger
/// that prevents recording a run twice. Whatever a call reports as done is durable: it survives the
/// process and the machine. One thread at a time; a store has as many connections as one likes.
/// Every error but finish()'s is `unavailable`, and none leaves half a change behind.
class Journal {
  public:
    virtual ~Journal() = default;

    // ---- what comes in

    /// Keeps all of it in one transaction; one entry per arrival, in order. A notification is
    /// unique by bench result and event, a launch by bench result. A second verdict on one run is
    /// kept as `ignored` when it is the same, as `conflict` when it is another. A new launch makes
    /// the notifications that waited for it, or were given up without it, due at once.
    [[nodiscard]] virtual Result<std::vector<Stored>> keep(
        const std::vector<Incoming>& arrivals) = 0;

    // ---- delivery

    /// The pending notification that waits longest of those whose time has come, unless it or
    /// another of its bench result is claimed already; claimed for `lease`, after which it can be
    /// claimed again. Empty if there is none.
    [[nodiscard]] virtual Result<std::optional<Pending>> claim(EpochMs now,
                                                               std::chrono::milliseconds lease) = 0;
    /// The same, but the latest of those never postponed: used when the ones that wait longest may
    /// never succeed.
    [[nodiscard]] virtual Result<std::optional<Pending>> claim_newest(
        EpochMs now, std::chrono::milliseconds lease) = 0;
    /// Extends these claims by `lease` from now on.
    [[nodiscard]] virtual Result<void> renew(const std::vector<std::int64_t>& ids,
                                             std::chrono::milliseconds lease) = 0;
    /// Releases a claim and changes nothing else.
    [[nodiscard]] virtual Result<void> give_back(std::int64_t id) = 0;
    /// Ends a claim and stores how the attempt ended. Errors: also conflict if the claim expired
    /// and another worker has it, or the notification is no longer pending; then nothing is
    /// written.
    [[nodiscard]] virtual Result<void> finish(const Finished& finished) = 0;
    /// When the next pending notification's time comes, of those that are not due yet.
    [[nodiscard]] virtual Result<std::optional<EpochMs>> next_due(EpochMs now) = 0;

    /// Makes due everything that waits for a time further ahead than `longest`, or was changed more
    /// than a minute after `now`: the wall clock was wrong when it was written. Launches, too, are
    /// polled at once where their time is more than ten minutes ahead. 0: everything that waits.
    [[nodiscard]] virtual Result<void> make_due(EpochMs now, std::chrono::milliseconds longest) = 0;

    /// Takes a name that only one recorder of the store can hold at a time; false: another has it.
    /// A recorder that dies holds it for a minute at most. Within a recorder, NamedLocks does the
    /// same.
    [[nodiscard]] virtual Result<bool> lock(const std::string& name) = 0;
    [[nodiscard]] virtual Result<void> unlock(const std::string& name) = 0;
    /// Extends the locks that this recorder holds by `lease` from now on.
    [[nodiscard]] virtual Result<void> renew_turns(std::chrono::milliseconds lease) = 0;

    /// The ledger's entries about posting runs of this result; see is_posting, test_case_of_intent.
    [[nodiscard]] virtual Result<LedgerEntries> posts_of(const std::string& bench_result) = 0;
    [[nodiscard]] virtual Result<std::optional<flows::Launch>> launch_of(
        const std::string& bench_result) = 0;
    [[nodiscard]] virtual Result<std::optional<std::string>> recall(const std::string& key) = 0;
    [[nodiscard]] virtual Result<void> remember(const std::string& key,
                                                const std::optional<std::string>& value) = 0;

    /// Stores the intent. False, and nothing is written, if a launch or an operator has assigned
    /// another test case since the attempt began.
    [[nodiscard]] virtual Result<bool> keep_intent(const RunIntent& intent) = 0;

    // ---- reconciliation

    /// A launch to poll now that has no notification with a verdict; claimed for `lease` in the
    /// same way. Launches whose result has arrived are no longer watched.
    [[nodiscard]] virtual Result<std::optional<Watched>> claim_launch(
        EpochMs now, std::chrono::milliseconds lease) = 0;
    /// Ends the claim: poll again at `next_poll`, or never if it is empty.
    [[nodiscard]] virtual Result<void> watch(const std::string& bench_result,
                                             std::optional<EpochMs> next_poll,
                                             std::optional<std::int64_t> expected_ms) = 0;
    /// When the next launch is polled; empty: none is watched.
    [[nodiscard]] virtual Result<std::optional<EpochMs>> next_poll() = 0;

    // ---- for the operator

    [[nodiscard]] virtual Result<StateCounts> state_counts() = 0;
    /// Newest first.
    [[nodiscard]] virtual Result<std::vector<DeliverySummary>> list(const ListQuery& query) = 0;
    [[nodiscard]] virtual Result<std::optional<DeliveryDetail>> find(std::int64_t id) = 0;
    /// Makes a dead, conflicting or dismissed notification pending again, or every dead one when
    /// `id` is empty, with all its attempts before it. One that was in conflict gets
    /// Pending::second_verdict. Returns how many.
    [[nodiscard]] virtual Result<int> replay(std::optional<std::int64_t> id, EpochMs now) = 0;
    /// Makes one pending notification, or all when `id` is empty, due now and the first to be
    /// claimed, and changes what the ledger has under kRetryAsked, so that recorders lift their
    /// pauses. Returns how many of these are pending.
    [[nodiscard]] virtual Result<int> retry_now(std::optional<std::int64_t> id, EpochMs now) = 0;
    /// Dismisses a dead or conflicting notification. False: it is neither.
    [[nodiscard]] virtual Result<bool> dismiss(std::int64_t id, const Dismissal& why,
                                               EpochMs now) = 0;
    /// Keeps a launch of that test case for the notification's bench result, in place of one that
    /// is there, and makes the notification pending. False: it is neither pending nor dead nor
    /// dismissed nor ignored, or carries no verdict, or was in conflict. Errors: conflict where its
    /// run is being posted, or may still be stored.
    [[nodiscard]] virtual Result<bool> assign(std::int64_t id, ProductId product,
                                              TestCaseId test_case, EpochMs now) = 0;
    /// Marks a dead or conflicting notification as recorded, because its test run was found in
    /// Spira. False: it is neither.
    [[nodiscard]] virtual Result<bool> recognise(std::int64_t id, const Recognised& found,
                                                 EpochMs now) = 0;
    /// Launches of the last kExpectedFor without a verdict, the newest first.
    [[nodiscard]] virtual Result<std::vector<Expected>> expected(EpochMs now, int limit) = 0;
    /// Keeps a refused body, and of all of them the newest `limit`.
    [[nodiscard]] virtual Result<void> keep_refused(const RefusedBody& refused, int limit) = 0;
    /// The newest first.
    [[nodiscard]] virtual Result<std::vector<RefusedBody>> refused(int limit) = 0;
    /// Deletes at most `limit` notifications that were recorded, ignored, dismissed or in conflict
    /// before then, with their attempts, and launches of that age; never dead ones, never the
    /// ledger. Returns how many notifications.
    [[nodiscard]] virtual Result<int> forget(EpochMs before, int limit) = 0;
    /// Succeeds if a notification could be stored now and would survive a restart. Leaves nothing
    /// behind. `commit`: also commits a change, to detect a full or slow disk.
    [[nodiscard]] virtual Result<void> probe(bool commit) = 0;
    [[nodiscard]] Result<void> probe() { return probe(false); }
};

/// Where a journal is kept.
class JournalStore {
  public:
    virtual ~JournalStore() = default;

    /// Opens a connection. A call that waits longer than this for another connection's write fails.
    [[nodiscard]] virtual Result<std::unique_ptr<Journal>> connect(
        std::chrono::milliseconds longest_wait) = 0;
    [[nodiscard]] Result<std::unique_ptr<Journal>> connect() { return connect(kLongestWait); }
    static constexpr std::chrono::milliseconds kLongestWait{5'000};

    /// Calls `on_change` from a thread of its own when another process may have made something due,
    /// as long as the store lives. A store that cannot detect this never calls: then it must be
    /// checked every few seconds.
    virtual void listen(std::function<void()> on_change) = 0;
};

struct StoreOptions {
    /// Path of an SQLite file, or PostgreSQL's address without a password:
    /// postgresql://user@host/database or host=… dbname=….
    std::string where;
    std::string password = {};  ///< of the PostgreSQL user, if it needs one
    /// Held by a recorder: an SQLite file has one at a time. False: for inspection and replay only;
    /// then a missing SQLite file is not created.
    bool recorder = true;
    Failpoints at = {};  ///< "written": a group is in the transaction, which is not committed yet
};

/// Opens the store; creates it or migrates it to the current schema if needed.
/// Errors: unavailable (cannot be opened or reached), invalid_input (another program's database, a
/// newer version's journal, a damaged file, or an address that cannot be used), conflict (another
/// recorder holds the SQLite file), not_found (no such file, and it is not for a recorder).
[[nodiscard]] Result<std::unique_ptr<JournalStore>> open_store(const StoreOptions& options);

}  // namespace octospira::recorder
