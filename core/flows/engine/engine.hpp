#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "core/flows/engine/step.hpp"
#include "core/flows/engine/wire.hpp"

namespace octospira::flows {

/// The core behind JSON texts, as docs/engine-boundary.md describes them. Holds the conversations
/// that wait for a reply; every failure is a `done` with an error.
class Engine {
  public:
    /// `kinds`: the events it knows; they outlive it.
    explicit Engine(std::span<const EventKind> kinds) : kinds_(kinds) {}

    /// Starts the conversation an event asks for; returns its first command.
    [[nodiscard]] std::string open(std::string_view event);

    /// Continues with a reply; returns the next command.
    [[nodiscard]] std::string resume(std::string_view reply);

  private:
    struct Conversation {
        Step step;
        Context context;
    };
    [[nodiscard]] Conversation begin(std::string_view event) const;
    [[nodiscard]] std::string hold(std::uint32_t flow, Conversation conversation);

    std::span<const EventKind> kinds_;
    std::map<std::uint32_t, Conversation> waiting_;
    std::uint32_t last_flow_ = 0;
};

}  // namespace octospira::flows
