#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "native/host/hints.hpp"
#include "native/host/host.hpp"
#include "native/recorder/journal.hpp"
#include "native/recorder/points.hpp"

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

/// Names of which each is held by one thread at a time.
class Turns {
  public:
    void take(const std::string& name);
    void give_back(const std::string& name);

  private:
    std::mutex mutex_;
    std::condition_variable free_;
    std::set<std::string> taken_;
};

/// What a delivery's conversation remembers and recalls: the journal's ledger, and hints shared by
/// all workers.
///
/// It also keeps posts to one test case apart. Which test case a notification belongs to is often
/// known only in the middle of the conversation: when it first touches the ledger under
/// "run/{bench result}/{test case}" (flows/record.hpp). From there until end() no other delivery
/// gets past the same point for the same test case, in this recorder or in another one that shares
/// the journal. A conversation holds one test case at most, so
/// two of them never wait for each other.
class DeliveryMemory : public host::Memory {
  public:
    struct Surroundings {
        /// Waits; false when the program stops.
        std::function<bool(std::chrono::milliseconds)> sleep;
        AtPoint at = {};
    };

    DeliveryMemory(SharedJournal& journal, host::Hints& hints, Turns& turns, Surroundings with)
        : journal_(journal), hints_(hints), turns_(turns), with_(std::move(with)) {}
    DeliveryMemory(const DeliveryMemory&) = delete;
    DeliveryMemory& operator=(const DeliveryMemory&) = delete;
    ~DeliveryMemory() override { end(); }

    /// The conversation is over.
    void end();

    [[nodiscard]] Result<std::optional<std::string>> recall(flows::Memory memory,
                                                            const std::string& key) override;
    [[nodiscard]] Result<void> remember(flows::Memory memory, const std::string& key,
                                        const std::optional<std::string>& value) override;

  private:
    [[nodiscard]] Result<void> wait_for_turn(const std::string& key);

    SharedJournal& journal_;
    host::Hints& hints_;
    Turns& turns_;
    Surroundings with_;
    std::string test_case_;  ///< whose turn is held; empty: none
};

}  // namespace octospira::recorder
