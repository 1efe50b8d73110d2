#include "native/recorder/delivery/deferrals.hpp"

#include <algorithm>

namespace octospira::recorder {

void Deferrals::add(std::int64_t id, const std::string& waits_for) {
    const std::lock_guard lock(mutex_);
    by_id_[id] = waits_for;
}

void Deferrals::remove(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    by_id_.erase(id);
}

std::vector<std::int64_t> Deferrals::take(const std::string& waits_for, bool all) {
    const std::lock_guard lock(mutex_);
    std::vector<std::int64_t> ids;
    for (auto at = by_id_.begin(); at != by_id_.end() && (all || ids.empty());) {
        if (at->second != waits_for) {
            ++at;
            continue;
        }
        ids.push_back(at->first);
        at = by_id_.erase(at);
    }
    return ids;
}

int Deferrals::count(std::string_view beginning) {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(std::count_if(by_id_.begin(), by_id_.end(), [&](const auto& entry) {
        return entry.second.starts_with(beginning);
    }));
}

std::vector<std::int64_t> Deferrals::take_all() {
    const std::lock_guard lock(mutex_);
    std::vector<std::int64_t> ids;
    for (const auto& [id, waits_for] : by_id_) ids.push_back(id);
    by_id_.clear();
    return ids;
}

}  // namespace octospira::recorder
