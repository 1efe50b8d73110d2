#include "native/recorder/delivery_memory.hpp"

#include "core/base/text.hpp"

namespace octospira::recorder {

namespace {

/// While another recorder posts to the same test case.
constexpr std::chrono::milliseconds kBetweenTries(50);

}  // namespace

void Turns::take(const std::string& name) {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [&] { return taken_.count(name) == 0; });
    taken_.insert(name);
}

void Turns::give_back(const std::string& name) {
    {
        const std::lock_guard lock(mutex_);
        taken_.erase(name);
    }
    free_.notify_all();
}

void DeliveryMemory::end() {
    if (test_case_.empty()) return;
    // A turn that cannot be given back ends with the connection.
    (void)journal_.with([this](Journal& journal) { return journal.give_turn_back(test_case_); });
    turns_.give_back(test_case_);
    test_case_.clear();
}

Result<void> DeliveryMemory::wait_for_turn(const std::string& key) {
    const auto parts = split(key, '/');
    if (!test_case_.empty() || parts.size() != 3 || parts[0] != "run") return {};
    const std::string test_case = "test case " + std::string(parts[2]);
    turns_.take(test_case);
    while (true) {
        const auto taken =
            journal_.with([&](Journal& journal) { return journal.take_turn(test_case); });
        if (taken && *taken) break;
        if (taken && with_.sleep(kBetweenTries)) continue;
        turns_.give_back(test_case);
        if (!taken) return tl::unexpected(taken.error());
        return failure(ErrorKind::unavailable, "The program is stopping.", "", "journal");
    }
    test_case_ = test_case;
    return {};
}

Result<std::optional<std::string>> DeliveryMemory::recall(flows::Memory memory,
                                                          const std::string& key) {
    if (memory == flows::Memory::hint) return hints_.recall(key);
    if (auto turn = wait_for_turn(key); !turn) return tl::unexpected(turn.error());
    return journal_.with([&key](Journal& journal) { return journal.recall(key); });
}

Result<void> DeliveryMemory::remember(flows::Memory memory, const std::string& key,
                                      const std::optional<std::string>& value) {
    if (memory == flows::Memory::hint) {
        hints_.remember(key, value);
        return {};
    }
    if (auto turn = wait_for_turn(key); !turn) return turn;
    reach(with_.at, "before_ledger");
    auto kept = journal_.with([&](Journal& journal) { return journal.remember(key, value); });
    reach(with_.at, "after_ledger");
    return kept;
}

}  // namespace octospira::recorder
