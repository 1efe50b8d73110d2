#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "core/base/result.hpp"
#include "native/recorder/failpoints.hpp"
#include "native/recorder/journal/journal_entries.hpp"

namespace octospira::recorder {

/// For make_due(): what is written may be so far ahead of another machine's clock; and no launch is
/// ever to be polled later than that.
inline constexpr std::chrono::minutes kClockTolerance(1);
inline constexpr std::chrono::minutes kLongestPoll(10);

/// Of the ledger: how often retry_now() was called.
inline constexpr const char* kRetryAsked = "retry";

/// One connection to the recorder's memory: what came in, what became of it, who started what, and
/// the ledger that keeps a run from being recorded twice. Whatever a call reports as done is
/// durable: it survives the process and the machine. One thread at a time; a store has as many
/// connections as one likes. Every error but finish()'s is `unavailable`, and none leaves half a
/// change behind.
class Journal {
  public:
    virtual ~Journal() = default;

    // ---- what comes in

    /// Keeps all of it in one transaction; one entry per arrival, in order. Unique are bench result
    /// and event of a notification, and the bench result of a launch. A second verdict on one run
    /// is kept as `ignored` when it is the same, as `conflict` when it is another. A new launch
    /// lets the notifications that waited for it, or were given up for want of it, be delivered at
    /// once.
    [[nodiscard]] virtual Result<std::vector<Stored>> keep(
        const std::vector<Incoming>& arrivals) = 0;

    // ---- delivery

    /// The pending notification that waits longest of those whose time has come, unless it or
    /// another of its bench result is claimed already; claimed for `lease`, after which anybody may
    /// claim it again. Empty when there is none.
    [[nodiscard]] virtual Result<std::optional<Pending>> claim(EpochMs now,
                                                               std::chrono::milliseconds lease) = 0;
    /// The same, but of those that were never put off the one that came last: for when the ones
    /// that wait longest may be those that never succeed.
    [[nodiscard]] virtual Result<std::optional<Pending>> claim_newest(
        EpochMs now, std::chrono::milliseconds lease) = 0;
    /// From now on these claims of ours last for `lease`.
    [[nodiscard]] virtual Result<void> renew(const std::vector<std::int64_t>& ids,
                                             std::chrono::milliseconds lease) = 0;
    /// Ends a claim and changes nothing else.
    [[nodiscard]] virtual Result<void> give_back(std::int64_t id) = 0;
    /// Ends a claim and writes down how the attempt ended. Errors: also conflict, when the claim
    /// ran out and another worker has it now, or the notification is pending no more; then nothing
    /// is written.
    [[nodiscard]] virtual Result<void> finish(const Finished& finished) = 0;
    /// When the next pending notification's time comes, of those that are not due yet.
    [[nodiscard]] virtual Result<std::optional<EpochMs>> next_due(EpochMs now) = 0;

    /// Makes due what waits for a time further ahead than `longest`, or was changed more than a
    /// minute after `now`: the wall clock was wrong when that was written. Launches, too, are
    /// polled at once where their time is more than ten minutes ahead. 0: everything that waits.
    [[nodiscard]] virtual Result<void> make_due(EpochMs now, std::chrono::milliseconds longest) = 0;

    /// A name that only one recorder of the store holds at a time; false: another one has it. A
    /// recorder that dies holds it for a minute at most. Within a recorder, NamedLocks does the
    /// same.
    [[nodiscard]] virtual Result<bool> lock(const std::string& name) = 0;
    [[nodiscard]] virtual Result<void> unlock(const std::string& name) = 0;
    /// The turns that this recorder still holds last for `lease` from now on.
    [[nodiscard]] virtual Result<void> renew_turns(std::chrono::milliseconds lease) = 0;

    /// What the ledger says of posting runs of this result; see is_posting, test_case_of_intent.
    [[nodiscard]] virtual Result<LedgerEntries> posts_of(const std::string& bench_result) = 0;
    [[nodiscard]] virtual Result<std::optional<flows::Launch>> launch_of(
        const std::string& bench_result) = 0;
    [[nodiscard]] virtual Result<std::optional<std::string>> recall(const std::string& key) = 0;
    [[nodiscard]] virtual Result<void> remember(const std::string& key,
                                                const std::optional<std::string>& value) = 0;

    /// Keeps the intent, unless a launch or an operator has named another test case since the
    /// attempt began. False: that is so, and nothing is written.
    [[nodiscard]] virtual Result<bool> keep_intent(const RunIntent& intent) = 0;

    // ---- reconciliation

    /// A launch that is to be asked after now and has no notification with a verdict; claimed for
    /// `lease` in the same way. Launches whose result has come meanwhile are watched no longer.
    [[nodiscard]] virtual Result<std::optional<Watched>> claim_launch(
        EpochMs now, std::chrono::milliseconds lease) = 0;
    /// Ends the claim: ask again at `next_poll`, or never when it is empty.
    [[nodiscard]] virtual Result<void> watch(const std::string& bench_result,
                                             std::optional<EpochMs> next_poll,
                                             std::optional<std::int64_t> expected_ms) = 0;
    /// When the next launch is to be asked after; empty: none is watched.
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
    /// pauses. Returns how many are pending of these.
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
    /// Succeeds when a notification could be kept now, and would be there after a restart. Leaves
    /// nothing behind. `commit`: also commits something, which a full disk fails and a slow one
    /// delays.
    [[nodiscard]] virtual Result<void> probe(bool commit) = 0;
    [[nodiscard]] Result<void> probe() { return probe(false); }
};

/// Where a journal is kept.
class JournalStore {
  public:
    virtual ~JournalStore() = default;

    /// A connection that waits at most so long for another one's write: a call fails after it.
    [[nodiscard]] virtual Result<std::unique_ptr<Journal>> connect(
        std::chrono::milliseconds longest_wait) = 0;
    [[nodiscard]] Result<std::unique_ptr<Journal>> connect() { return connect(kLongestWait); }
    static constexpr std::chrono::milliseconds kLongestWait{5'000};

    /// Calls `on_change` from a thread of its own when another process may have made something due,
    /// as long as the store lives. A store that cannot tell never calls: then a look every few
    /// seconds has to do.
    virtual void listen(std::function<void()> on_change) = 0;
};

struct StoreOptions {
    /// Path of an SQLite file, or PostgreSQL's address without a password:
    /// postgresql://user@host/database or host=… dbname=….
    std::string where;
    std::string password = {};  ///< of the PostgreSQL user, if it needs one
    /// Held by a recorder: an SQLite file has one at a time. False: to look and to replay only;
    /// then an SQLite file that is missing is not made.
    bool recorder = true;
    Failpoints at = {};  ///< "written": a group is in the transaction, which is not committed yet
};

/// Opens the store, which is made or brought to the present schema as needed.
/// Errors: unavailable (cannot be opened or reached), invalid_input (another program's database, a
/// newer version's journal, a damaged file, or an address that cannot be used), conflict (another
/// recorder holds the SQLite file), not_found (no such file, and it is not for a recorder).
[[nodiscard]] Result<std::unique_ptr<JournalStore>> open_store(const StoreOptions& options);

}  // namespace octospira::recorder
