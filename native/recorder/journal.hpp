#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.hpp"
#include "core/base/time.hpp"
#include "core/flows/record.hpp"

namespace octospira::recorder {

/// What becomes of a notification. `recorded`: it is in Spira. `ignored`: it carries no verdict, or
/// belongs to no test case of Spira. `dead`: it could not be delivered; kept until somebody looks.
enum class State { pending, recorded, ignored, dead };
[[nodiscard]] const char* to_string(State state);

struct NewNotification {
    std::string bench_result;
    std::string event;  ///< as OctoPerf wrote it, cut to 64 bytes
    EpochMs received = 0;
    std::string body;              ///< without the account's e-mail
    bool build = false;            ///< came by the BuildService path
    State state = State::pending;  ///< pending or ignored
};

/// What the doors let in.
using Arrival = std::variant<NewNotification, flows::Launch>;

struct Kept {
    std::int64_t id = 0;     ///< of the notification: the delivery id of the log; 0 for a launch
    bool duplicate = false;  ///< it was there already, and nothing has changed
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
};

/// How an attempt ended, as it is written down.
struct Finished {
    std::int64_t id = 0;
    State state = State::pending;
    int attempts = 0;
    EpochMs next_attempt = 0;  ///< of a pending one
    EpochMs now = 0;
    std::string note;  ///< the error or the reason, as shown to a person
    std::optional<std::int64_t> product = std::nullopt;
    std::optional<std::int64_t> test_case = std::nullopt;
    std::optional<std::int64_t> test_run = std::nullopt;
    std::optional<std::int64_t> execution_status = std::nullopt;
};

/// How many notifications are in each state.
struct Tally {
    std::int64_t pending = 0;
    std::int64_t recorded = 0;
    std::int64_t ignored = 0;
    std::int64_t dead = 0;
};

/// The recorder's memory: what came in, what became of it, who started what, and the ledger that
/// keeps a run from being recorded twice. Whatever a call reports as done is durable: it survives
/// the process and the machine. One thread at a time; several journals may be open on one store.
/// Every error is `unavailable`.
class Journal {
  public:
    virtual ~Journal() = default;

    /// Keeps all of it in one transaction; one entry per arrival, in order. Unique are bench result
    /// and event of a notification, and the bench result of a launch. A new launch lets the
    /// notifications that waited for it, or were given up for want of it, be delivered at once.
    [[nodiscard]] virtual Result<std::vector<Kept>> keep(const std::vector<Arrival>& arrivals) = 0;

    /// Pending notifications whose time has come, the longest waiting first.
    [[nodiscard]] virtual Result<std::vector<Pending>> due(EpochMs now, int limit) = 0;
    /// When the next one's time comes, of those that are not due yet.
    [[nodiscard]] virtual Result<std::optional<EpochMs>> next_due(EpochMs now) = 0;
    [[nodiscard]] virtual Result<void> finish(const Finished& finished) = 0;

    [[nodiscard]] virtual Result<std::optional<flows::Launch>> launch_of(
        const std::string& bench_result) = 0;

    [[nodiscard]] virtual Result<std::optional<std::string>> recall(const std::string& key) = 0;
    [[nodiscard]] virtual Result<void> remember(const std::string& key,
                                                const std::optional<std::string>& value) = 0;

    [[nodiscard]] virtual Result<Tally> tally() = 0;
    /// Succeeds when something could be written now.
    [[nodiscard]] virtual Result<void> probe() = 0;
};

/// Opens the journal in an SQLite file, which is made or brought to the present schema as needed.
/// Errors: unavailable (cannot be opened), invalid_input (another program's database, or a newer
/// version's journal).
[[nodiscard]] Result<std::unique_ptr<Journal>> open_sqlite_journal(const std::string& path);

}  // namespace octospira::recorder
