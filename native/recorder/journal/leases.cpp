#include "native/recorder/journal/leases.hpp"

#include <algorithm>

namespace octospira::recorder {

bool Leases::take(const std::string& bench_result, std::int64_t id,
                  std::chrono::milliseconds lease) {
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    const auto [at, added] = by_bench_result_.try_emplace(bench_result, Claim{id, now + lease});
    if (added) return true;
    if (at->second.until > now) return false;
    at->second = {id, now + lease};
    return true;
}

void Leases::renew(const std::vector<std::int64_t>& ids, std::chrono::milliseconds lease) {
    const std::lock_guard lock(mutex_);
    const auto until = Clock::now() + lease;
    for (auto& [bench_result, claim] : by_bench_result_) {
        if (std::find(ids.begin(), ids.end(), claim.id) != ids.end()) claim.until = until;
    }
}

void Leases::give_back(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    std::erase_if(by_bench_result_, [id](const auto& entry) { return entry.second.id == id; });
}

void Leases::give_back(const std::string& bench_result) {
    const std::lock_guard lock(mutex_);
    by_bench_result_.erase(bench_result);
}

bool Leases::has(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    return std::any_of(by_bench_result_.begin(), by_bench_result_.end(),
                       [id](const auto& entry) { return entry.second.id == id; });
}

void Leases::wake(const std::string& bench_result) {
    const std::lock_guard lock(mutex_);
    const auto claim = by_bench_result_.find(bench_result);
    if (claim != by_bench_result_.end()) claim->second.woken = true;
}

bool Leases::woken(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    return std::any_of(by_bench_result_.begin(), by_bench_result_.end(), [id](const auto& entry) {
        return entry.second.id == id && entry.second.woken;
    });
}

bool Leases::lock(const std::string& name, const void* owner) {
    const std::lock_guard lock(mutex_);
    return locks_.try_emplace(name, owner).first->second == owner;
}

void Leases::unlock(const std::string& name, const void* owner) {
    const std::lock_guard lock(mutex_);
    const auto turn = locks_.find(name);
    if (turn != locks_.end() && turn->second == owner) locks_.erase(turn);
}

void Leases::unlock_all(const void* owner) {
    const std::lock_guard lock(mutex_);
    std::erase_if(locks_, [owner](const auto& entry) { return entry.second == owner; });
}

}  // namespace octospira::recorder
