#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace octospira::recorder {

/// The claims of a store that only one process uses: they end with the process. From any thread.
class Leases {
  public:
    /// True, and the bench result is claimed under `id`, if it is not claimed.
    [[nodiscard]] bool take(const std::string& bench_result, std::int64_t id,
                            std::chrono::milliseconds lease);
    void renew(const std::vector<std::int64_t>& ids, std::chrono::milliseconds lease);
    void give_back(std::int64_t id);
    void give_back(const std::string& bench_result);
    [[nodiscard]] bool has(std::int64_t id);
    /// The launch that this bench result's delivery waited for arrived during the delivery.
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
