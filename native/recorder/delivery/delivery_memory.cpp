#include "native/recorder/delivery/delivery_memory.hpp"

#include "core/base/text.hpp"
#include "core/flows/record/intent.hpp"

namespace octospira::recorder {

std::string turn_of(std::string_view test_case) {
    return concat({"test case ", test_case});
}

bool NamedLocks::take(const std::string& name) {
    const std::lock_guard lock(mutex_);
    return taken_.insert(name).second;
}

void NamedLocks::give_back(const std::string& name) {
    const std::lock_guard lock(mutex_);
    taken_.erase(name);
}

std::string DeliveryMemory::end() {
    if (turn_.empty()) return {};
    // A turn that cannot be given back in the journal runs out.
    (void)with_.journal.with([this](Journal& journal) { return journal.unlock(turn_); });
    with_.turns.give_back(turn_);
    return std::exchange(turn_, {});
}

Result<bool> DeliveryMemory::hold(TestCaseId test_case) {
    return take(turn_of(test_case.text()));
}

Result<bool> DeliveryMemory::take(const std::string& turn) {
    wanted_ = turn;
    if (!with_.turns.take(turn)) return false;
    auto taken = with_.journal.with([&turn](Journal& journal) { return journal.lock(turn); });
    if (taken && *taken) {
        turn_ = turn;
    } else {
        with_.turns.give_back(turn);
    }
    return taken;
}

Result<void> DeliveryMemory::lock_test_case(const std::string& ledger_key) {
    const auto parts = split(ledger_key, '/');
    if (!turn_.empty() || parts.size() < 3 || parts[0] != "run") return {};
    const auto taken = take(turn_of(parts[2]));
    if (!taken) return tl::unexpected(taken.error());
    if (*taken) return {};
    return failure(ErrorKind::unavailable,
                   "Another result of test case " + std::string(parts[2]) + " is being recorded.",
                   "", kLockTaken);
}

Result<std::optional<std::string>> DeliveryMemory::recall(flows::Memory memory,
                                                          const std::string& key) {
    if (memory == flows::Memory::hint) return with_.hints.recall(key);
    if (auto turn = lock_test_case(key); !turn) return tl::unexpected(turn.error());
    auto entry = with_.journal.with([&key](Journal& journal) { return journal.recall(key); });
    if (!entry || !clock_) return entry;
    return with_.windows.seen(key, std::move(*entry), clock_());
}

Result<void> DeliveryMemory::remember(flows::Memory memory, const std::string& key,
                                      const std::optional<std::string>& value) {
    if (memory == flows::Memory::hint) {
        with_.hints.remember(key, value);
        return {};
    }
    if (auto turn = lock_test_case(key); !turn) return turn;
    at_failpoint(with_.at, "before_ledger");
    auto kept = keep(key, value);
    if (kept) with_.windows.kept(key, value);
    at_failpoint(with_.at, "after_ledger");
    return kept;
}

/// Before a run is posted it must still belong to the test case of this conversation.
Result<void> DeliveryMemory::keep(const std::string& key, const std::optional<std::string>& value) {
    const auto parts = split(key, '/');
    if (parts.size() < 3 || parts[0] != "run" || !flows::intent_until(value)) {
        return with_.journal.with([&](Journal& journal) { return journal.remember(key, value); });
    }
    const RunIntent intent{std::string(parts[1]), key, *value, launched_};
    const auto kept =
        with_.journal.with([&](Journal& journal) { return journal.keep_intent(intent); });
    if (!kept) return tl::unexpected(kept.error());
    if (*kept) return {};
    return failure(ErrorKind::conflict,
                   "Another test case was named for the result during this attempt.", "",
                   kReassigned);
}

}  // namespace octospira::recorder
