#include "native/recorder/claims.hpp"

#include <algorithm>

namespace octospira::recorder {

bool Claims::take(const std::string& bench_result, std::int64_t id,
                  std::chrono::milliseconds lease) {
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    const auto [at, added] = by_bench_result_.try_emplace(bench_result, Claim{id, now + lease});
    if (added) return true;
    if (at->second.until > now) return false;
    at->second = {id, now + lease};
    return true;
}

void Claims::renew(const std::vector<std::int64_t>& ids, std::chrono::milliseconds lease) {
    const std::lock_guard lock(mutex_);
    const auto until = Clock::now() + lease;
    for (auto& [bench_result, claim] : by_bench_result_) {
        if (std::find(ids.begin(), ids.end(), claim.id) != ids.end()) claim.until = until;
    }
}

void Claims::give_back(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    std::erase_if(by_bench_result_, [id](const auto& entry) { return entry.second.id == id; });
}

void Claims::give_back(const std::string& bench_result) {
    const std::lock_guard lock(mutex_);
    by_bench_result_.erase(bench_result);
}

bool Claims::has(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    return std::any_of(by_bench_result_.begin(), by_bench_result_.end(),
                       [id](const auto& entry) { return entry.second.id == id; });
}

void Claims::wake(const std::string& bench_result) {
    const std::lock_guard lock(mutex_);
    const auto claim = by_bench_result_.find(bench_result);
    if (claim != by_bench_result_.end()) claim->second.woken = true;
}

bool Claims::woken(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    return std::any_of(by_bench_result_.begin(), by_bench_result_.end(), [id](const auto& entry) {
        return entry.second.id == id && entry.second.woken;
    });
}

bool Claims::take_turn(const std::string& name, const void* owner) {
    const std::lock_guard lock(mutex_);
    return turns_.try_emplace(name, owner).first->second == owner;
}

void Claims::give_turn_back(const std::string& name, const void* owner) {
    const std::lock_guard lock(mutex_);
    const auto turn = turns_.find(name);
    if (turn != turns_.end() && turn->second == owner) turns_.erase(turn);
}

void Claims::give_turns_back(const void* owner) {
    const std::lock_guard lock(mutex_);
    std::erase_if(turns_, [owner](const auto& entry) { return entry.second == owner; });
}

}  // namespace octospira::recorder
