#pragma once

#include <map>
#include <vector>

#include "core/base/function.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/step.hpp"

namespace octospira::flows {

/// Runs several conversations side by side inside one; whichever gets its reply first continues
/// first. Made by make().
class TaskGroup : public Counted {
  public:
    /// Adds a conversation, which starts with the next turn. `finished` is called with its end and
    /// may add another.
    void add(Step first, Function<void(const Done&)> finished);

    /// Runs until `over` returns true or no task is left, then continues with `next`; tasks that
    /// still run are dropped, and their `finished` is not called.
    [[nodiscard]] Step run(Function<bool()> over, Next next);

    [[nodiscard]] std::size_t busy() const { return tasks_.size(); }

  private:
    struct Task {
        Function<Step(Reply)> next;
        Function<void(const Done&)> finished;
    };
    [[nodiscard]] Step turn();
    [[nodiscard]] Step end();
    void go_on(const Completed& completed);
    void advance(int id, Step step, Function<void(const Done&)> finished);

    std::map<int, Task> tasks_;
    std::vector<Started> begun_;  ///< to be begun with the next turn
    int last_id_ = 0;
    Function<bool()> over_;
    Next next_;
};

}  // namespace octospira::flows
