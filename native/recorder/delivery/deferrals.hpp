#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace octospira::recorder {

/// Due notifications that have to wait for something in this process: their test case's turn, or
/// their product. Each keeps a claim that runs out by itself; this knows what to give back earlier.
/// From any thread.
class Deferrals {
  public:
    void add(std::int64_t id, const std::string& waits_for);
    /// It was claimed anew.
    void remove(std::int64_t id);
    /// Those that wait for this, or only the oldest of them; they are forgotten here.
    [[nodiscard]] std::vector<std::int64_t> take(const std::string& waits_for, bool all);
    [[nodiscard]] std::vector<std::int64_t> take_all();
    /// How many wait for something whose name begins like this.
    [[nodiscard]] int count(std::string_view beginning);

  private:
    std::mutex mutex_;
    std::map<std::int64_t, std::string> by_id_;
};

}  // namespace octospira::recorder
