#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace octospira::recorder {

/// Due notifications that wait for something in this process: their test case's lock, or their
/// product. Each keeps a claim that expires; this knows which to release earlier. From any thread.
class Deferrals {
  public:
    void add(std::int64_t id, const std::string& waits_for);
    /// It was claimed again.
    void remove(std::int64_t id);
    /// Those that wait for this, or only the oldest of them; they are forgotten here.
    [[nodiscard]] std::vector<std::int64_t> take(const std::string& waits_for, bool all);
    [[nodiscard]] std::vector<std::int64_t> take_all();
    /// How many wait for a name with this prefix.
    [[nodiscard]] int count(std::string_view beginning);

  private:
    std::mutex mutex_;
    std::map<std::int64_t, std::string> by_id_;
};

}  // namespace octospira::recorder
