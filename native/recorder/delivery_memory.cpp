#include "native/recorder/delivery_memory.hpp"

#include "core/base/text.hpp"

namespace octospira::recorder {

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
    if (!test_case_.empty()) turns_.give_back(test_case_);
    test_case_.clear();
}

void DeliveryMemory::wait_for_turn(const std::string& key) {
    const auto parts = split(key, '/');
    if (!test_case_.empty() || parts.size() != 3 || parts[0] != "run") return;
    const std::string test_case(parts[2]);
    turns_.take(test_case);
    test_case_ = test_case;
}

Result<std::optional<std::string>> DeliveryMemory::recall(flows::Memory memory,
                                                          const std::string& key) {
    if (memory == flows::Memory::hint) return hints_.recall(key);
    wait_for_turn(key);
    return journal_.with([&key](Journal& journal) { return journal.recall(key); });
}

Result<void> DeliveryMemory::remember(flows::Memory memory, const std::string& key,
                                      const std::optional<std::string>& value) {
    if (memory == flows::Memory::hint) {
        hints_.remember(key, value);
        return {};
    }
    wait_for_turn(key);
    return journal_.with([&](Journal& journal) { return journal.remember(key, value); });
}

}  // namespace octospira::recorder
