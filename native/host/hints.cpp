#include "native/host/hints.hpp"

#include <algorithm>

namespace octospira::host {

std::optional<std::string> Hints::recall(const std::string& key) const {
    const std::lock_guard lock(mutex_);
    const auto found = values_.find(key);
    if (found == values_.end()) return std::nullopt;
    return found->second;
}

void Hints::remember(const std::string& key, const std::optional<std::string>& value) {
    const std::lock_guard lock(mutex_);
    if (!value) {
        if (values_.erase(key) > 0) order_.erase(std::find(order_.begin(), order_.end(), key));
        return;
    }
    if (values_.insert_or_assign(key, *value).second) order_.push_back(key);
    if (order_.size() > limit_) {
        values_.erase(order_.front());
        order_.pop_front();
    }
}

}  // namespace octospira::host
