#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace octospira::recorder {

/// Who has what in hand, for a store that one process holds alone: nothing of it needs to outlive
/// the process, whose end ends every claim. From any thread.
class Leases {
  public:
    /// True, and the bench result is claimed under `id`, when nobody has it.
    [[nodiscard]] bool take(const std::string& bench_result, std::int64_t id,
                            std::chrono::milliseconds lease);
    void renew(const std::vector<std::int64_t>& ids, std::chrono::milliseconds lease);
    void give_back(std::int64_t id);
    void give_back(const std::string& bench_result);
    [[nodiscard]] bool has(std::int64_t id);
    /// What this bench result's delivery waited for has come while it is in hand.
    void wake(const std::string& bench_result);
    [[nodiscard]] bool woken(std::int64_t id);

    [[nodiscard]] bool lock(const std::string& name, const void* owner);
    void unlock(const std::string& name, const void* owner);
    void unlock_all(const void* owner);

  private:
    using Clock = std::chrono::steady_clock;
    struct Claim {
        std::int64_t id = 0;
        Clock::time_point until;
        bool woken = false;
    };
    std::mutex mutex_;
    std::map<std::string, Claim> by_bench_result_;
    std::map<std::string, const void*> locks_;
};

}  // namespace octospira::recorder
