#include "native/host/host.hpp"

#include <utility>
#include <variant>

namespace octospira::host {

flows::Done run(flows::Step step, Host& host) {
    host.begin();
    while (!std::holds_alternative<flows::Done>(step.command)) {
        auto reply = host.perform(step.command);
        if (!reply) return {kInterrupted, std::move(reply).error()};
        // Kept apart from `step`: the continuation may own what it is called with.
        const auto next = std::move(step.next);
        step = next(std::move(*reply));
    }
    return std::get<flows::Done>(std::move(step.command));
}

}  // namespace octospira::host
