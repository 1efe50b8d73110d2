#include "native/recorder/delivery/post_windows.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "core/flows/record/intent.hpp"

namespace octospira::recorder {

using std::chrono::milliseconds;

namespace {

/// Where the end of an intent stands in "intent:{until}" or "intent/{bench result}/{until}"; empty
/// for any other entry, and for one whose post is over.
std::optional<std::size_t> place_of_end(const std::string& entry) {
    if (!entry.starts_with("intent")) return std::nullopt;
    const std::size_t before = entry.find_last_of(":/");
    if (before == std::string::npos) return std::nullopt;
    const auto until = flows::intent_until(concat({"intent:", entry.substr(before + 1)}));
    if (until.value_or(0) == 0) return std::nullopt;
    return before + 1;
}

}  // namespace

void PostWindows::kept(const std::string& key, const std::optional<std::string>& entry) {
    const std::lock_guard lock(mutex_);
    if (entry && place_of_end(*entry)) {
        windows_[key] = {*entry, clock_() + window_};
    } else {
        windows_.erase(key);
    }
}

std::optional<std::string> PostWindows::seen(const std::string& key,
                                             std::optional<std::string> entry, EpochMs now) {
    const auto place = entry ? place_of_end(*entry) : std::nullopt;
    const std::lock_guard lock(mutex_);
    if (!place) {
        windows_.erase(key);
        return entry;
    }
    const Time time = clock_();
    Window& window = windows_[key];
    if (window.entry != *entry) {
        const EpochMs until = *flows::intent_until(concat({"intent:", entry->substr(*place)}));
        window = {*entry, std::max(time + milliseconds(until - now), started_ + window_)};
    }
    const auto left = std::chrono::ceil<milliseconds>(std::max(window.end - time, {}));
    return entry->substr(0, *place) + std::to_string(now + left.count());
}

}  // namespace octospira::recorder
