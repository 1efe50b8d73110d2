#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "native/recorder/log.hpp"

namespace octospira::faults {

/// A recorder's log that can be read while it is written.
class EventLog : public recorder::Log {
  public:
    void write(recorder::LogLevel, std::string_view event, const Json& members) override {
        const std::lock_guard lock(mutex_);
        events_.push_back({std::string(event), members});
    }
    void keep_out(const std::vector<std::string>&) override {}
    [[nodiscard]] std::string cleared(std::string_view text) const override {
        return std::string(text);
    }

    /// The members of every event of that name, in order.
    [[nodiscard]] std::vector<Json> events(std::string_view name) const {
        const std::lock_guard lock(mutex_);
        std::vector<Json> found;
        for (const Event& event : events_) {
            if (event.name == name) found.push_back(event.members);
        }
        return found;
    }
    /// True when there is one of that name about the bench result.
    [[nodiscard]] bool tells(std::string_view name, const std::string& bench_result) const {
        const std::lock_guard lock(mutex_);
        for (const Event& event : events_) {
            if (event.name == name && text_at(event.members, "benchResult") == bench_result)
                return true;
        }
        return false;
    }

  private:
    struct Event {
        std::string name;
        Json members;
    };
    mutable std::mutex mutex_;
    std::vector<Event> events_;
};

}  // namespace octospira::faults
