#pragma once

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace octospira::host {

/// Notes that may be lost: a bounded table, the oldest key goes first. Safe from any thread.
class Hints {
  public:
    explicit Hints(std::size_t limit = 1000) : limit_(limit) {}

    [[nodiscard]] std::optional<std::string> recall(const std::string& key) const;
    void remember(const std::string& key, const std::optional<std::string>& value);

  private:
    const std::size_t limit_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::string> values_;
    std::deque<std::string> order_;  ///< every key of values_ once, oldest first
};

}  // namespace octospira::host
