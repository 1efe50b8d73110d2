#pragma once

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/ids.hpp"
#include "native/host/hints.hpp"
#include "native/host/host.hpp"
#include "native/recorder/delivery/post_windows.hpp"
#include "native/recorder/failpoints.hpp"
#include "native/recorder/journal/journal.hpp"

namespace octospira::recorder {

/// A journal that several threads use in turn.
class SharedJournal {
  public:
    explicit SharedJournal(Journal& journal) : journal_(journal) {}

    /// `use(journal)`, alone.
    template <class Use>
    auto with(Use use) {
        const std::lock_guard lock(mutex_);
        return use(journal_);
    }

  private:
    std::mutex mutex_;
    Journal& journal_;
};

/// Names that are each held by one thread at a time. No thread waits for one.
class NamedLocks {
  public:
    /// False: another thread holds it.
    [[nodiscard]] bool take(const std::string& name);
    void give_back(const std::string& name);

  private:
    std::mutex mutex_;
    std::set<std::string> taken_;
};

/// The error origin of a conversation that ended because another delivery holds its test case.
inline constexpr const char* kLockTaken = "turn_taken";
/// The same, because a launch or an operator has assigned another test case since it began.
inline constexpr const char* kReassigned = "reassigned";

/// What a delivery's conversation remembers and recalls: the journal's ledger, and hints shared by
/// all workers.
///
/// It also keeps posts to one test case apart. The test case of a notification is often known only
/// in the middle of the conversation: when it first touches the ledger under "run/{bench
/// result}/{test case}" (flows/record.hpp). From there until end() no other delivery gets past the
/// same point for the same test case, in this recorder or in another one that shares the journal.
/// No conversation waits there: the second one fails with the origin kLockTaken before anything is
/// written, and is started again later.
class DeliveryMemory : public host::Memory {
  public:
    struct Dependencies {
        SharedJournal& journal;
        host::Hints& hints;
        NamedLocks& turns;
        PostWindows& windows;
        Failpoints at = {};
    };
    explicit DeliveryMemory(Dependencies with) : with_(std::move(with)) {}
    DeliveryMemory(const DeliveryMemory&) = delete;
    DeliveryMemory& operator=(const DeliveryMemory&) = delete;
    ~DeliveryMemory() override { (void)end(); }

    /// A conversation begins that has this clock, when the result's launch named this test case.
    void begin(std::function<EpochMs()> clock, std::optional<TestCaseId> launched = std::nullopt) {
        clock_ = std::move(clock);
        launched_ = launched;
    }
    /// Holds this test case before the conversation begins, where it is known already. False:
    /// another delivery holds it. Errors: the journal's.
    [[nodiscard]] Result<bool> hold(TestCaseId test_case);
    /// Ends the conversation. Returns the name of the lock that it held; "" if none.
    std::string end();

    /// The lock that another delivery held at the last attempt to take it.
    [[nodiscard]] const std::string& wanted() const { return wanted_; }

    [[nodiscard]] Result<std::optional<std::string>> recall(flows::Memory memory,
                                                            const std::string& key) override;
    [[nodiscard]] Result<void> remember(flows::Memory memory, const std::string& key,
                                        const std::optional<std::string>& value) override;

  private:
    [[nodiscard]] Result<void> lock_test_case(const std::string& ledger_key);
    [[nodiscard]] Result<void> keep(const std::string& key,
                                    const std::optional<std::string>& value);
    [[nodiscard]] Result<bool> take(const std::string& turn);

    Dependencies with_;
    std::function<EpochMs()> clock_;
    std::optional<TestCaseId> launched_;
    std::string turn_;    ///< that is held; empty: none
    std::string wanted_;  ///< and was not free
};

/// The name of a test case's turn.
[[nodiscard]] std::string turn_of(std::string_view test_case);

}  // namespace octospira::recorder
